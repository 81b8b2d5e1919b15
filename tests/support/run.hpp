#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace weir::test {

/// Runs `context` until `done` says so; throws when that takes longer than `limit` of real time
/// or when the context runs out of work before.
template <class Done>
void run_until(boost::asio::io_context& context, Done done,
               std::chrono::milliseconds limit = std::chrono::seconds{20}) {
    const auto end = std::chrono::steady_clock::now() + limit;
    context.restart();
    while (!done()) {
        const auto now = std::chrono::steady_clock::now();
        if (now >= end) throw std::runtime_error("the coroutine did not end within its limit");
        if (context.run_one_for(end - now) == 0 && context.stopped() && !done())
            throw std::runtime_error("the coroutine waits for something that nobody will do");
    }
}

/// Runs one coroutine on `context` to its end: returns its value, throws what it throws, throws
/// std::runtime_error when it takes longer than `limit` of real time.
template <class T>
T run(boost::asio::io_context& context, boost::asio::awaitable<T> work,
      std::chrono::milliseconds limit = std::chrono::seconds{20}) {
    std::exception_ptr error;
    bool done = false;
    if constexpr (std::is_void_v<T>) {
        boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr thrown) {
            error = thrown;
            done = true;
        });
        run_until(context, [&] { return done; }, limit);
        if (error) std::rethrow_exception(error);
    } else {
        std::optional<T> value;
        boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr thrown, T result) {
            error = thrown;
            if (!thrown) value.emplace(std::move(result));
            done = true;
        });
        run_until(context, [&] { return done; }, limit);
        if (error) std::rethrow_exception(error);
        return std::move(*value);
    }
}

/// The same on a context of its own.
template <class T>
T run(boost::asio::awaitable<T> work, std::chrono::milliseconds limit = std::chrono::seconds{20}) {
    boost::asio::io_context context;
    return run(context, std::move(work), limit);
}

}  // namespace weir::test
