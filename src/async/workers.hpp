#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cstddef>
#include <thread>
#include <utility>

/// The hop from the loop to the worker threads and back.
namespace weir::async {

/// Threads for what costs CPU or reads the disk: parsing, rendering, reading the store. One less
/// than the cores, so that the loop keeps one; at least one.
[[nodiscard]] inline std::size_t worker_count() {
    return std::max(2U, std::thread::hardware_concurrency()) - 1;
}

/// Runs `work` on the pool and comes back to the caller's executor with its value; what it throws
/// is thrown there. `work` owns all that it touches.
template <class Work>
auto on(boost::asio::thread_pool& pool, Work work) -> boost::asio::awaitable<decltype(work())> {
    // Not a capturing lambda: GCC 12 copies the captures of a coroutine lambda bit by bit.
    auto job = [](Work inner) -> boost::asio::awaitable<decltype(inner())> {
        co_return inner();
    }(std::move(work));
    co_return co_await boost::asio::co_spawn(pool, std::move(job), boost::asio::use_awaitable);
}

}  // namespace weir::async
