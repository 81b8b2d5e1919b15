#include "fetch/fetching.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <thread>

namespace weir::test {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

/// Starts a fetch; its outcome goes to `into`.
void spawn(asio::io_context& context, CurlFetcher& fetcher, Request request,
           std::optional<Outcome>& into, asio::cancellation_slot slot = {}) {
    auto done = [&into](std::exception_ptr thrown, Outcome outcome) {
        into = std::move(outcome);
        try {
            if (thrown) std::rethrow_exception(thrown);
        } catch (const boost::system::system_error& error) {
            if (error.code() != asio::error::operation_aborted) throw;
            into = fail(Error{.kind = Kind::cancelled});
        }
    };
    asio::co_spawn(context, fetcher.fetch(std::move(request)),
                   asio::bind_cancellation_slot(slot, std::move(done)));
}

/// Runs what is ready until another thread has made `done` true.
template <class Done>
void poll_until(asio::io_context& context, Done done) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!done()) {
        if (std::chrono::steady_clock::now() > end) throw std::runtime_error("it never came true");
        context.restart();
        context.poll();
        std::this_thread::yield();
    }
}

/// Runs until every fetch has its outcome.
void run_to_end(asio::io_context& context, std::span<const std::optional<Outcome>> outcomes) {
    const auto ended = [](const auto& outcome) { return outcome.has_value(); };
    const auto done = [&] { return std::ranges::all_of(outcomes, ended); };
    run_until(context, done, patience);
}

TEST_CASE("five hundred transfers run at once, slow ones delay nobody",
          "[fetch][fetching-30][fetching-40]") {
    const int threads = GENERATE(1, 2);
    auto options = at_loopback();
    options.threads = threads;
    Fetching f(options);
    std::atomic<int> silent{0};
    f.server.on("/silent", [&](const Seen&, int) {
        ++silent;
        return Scripted{.never = true};
    });
    f.server.on("/quick", Scripted{.body = "quick"});

    auto& context = f.context;
    std::vector<std::optional<Outcome>> hanging(400);
    std::vector<asio::cancellation_signal> signals(hanging.size());
    for (std::size_t i = 0; i < hanging.size(); ++i)
        spawn(context, f.fetcher, {.url = f.server.url("/silent")}, hanging[i], signals[i].slot());
    poll_until(context, [&] { return silent == 400; });
    std::vector<std::optional<Outcome>> quick(100);
    for (auto& into : quick) spawn(context, f.fetcher, {.url = f.server.url("/quick")}, into);
    run_to_end(context, quick);
    for (const auto& into : quick) CHECK((*into)->body == "quick");
    CHECK(std::ranges::none_of(hanging, [](const auto& into) { return into.has_value(); }));

    for (auto& signal : signals) signal.emit(asio::cancellation_type::terminal);
    run_to_end(context, hanging);
    for (const auto& into : hanging) CHECK(into->error().kind == Kind::cancelled);
}

TEST_CASE("a cancelled transfer drops its connection", "[fetch]") {
    Fetching f;
    std::atomic<bool> asked{false};
    f.server.on("/", [&](const Seen&, int) {
        asked = true;
        return Scripted{.never = true};
    });
    auto& context = f.context;
    asio::cancellation_signal signal;
    std::optional<Outcome> outcome;
    spawn(context, f.fetcher, {.url = f.server.url("/")}, outcome, signal.slot());
    poll_until(context, [&] { return asked.load(); });
    signal.emit(asio::cancellation_type::terminal);
    run_to_end(context, std::span(&outcome, 1));
    CHECK(outcome->error().kind == Kind::cancelled);
    CHECK(outcome->error().url == f.server.url("/"));
    poll_until(context, [&] { return f.server.open_connections() == 0; });
    signal.emit(asio::cancellation_type::terminal);  // Too late: nothing to cancel.
}

TEST_CASE("a fetcher that goes away answers everybody", "[fetch]") {
    LoopbackServer server;
    server.on("/", Scripted{.never = true});
    asio::io_context context;
    std::vector<std::optional<Outcome>> outcomes(50);
    std::vector<asio::cancellation_signal> signals(outcomes.size());
    auto fetcher = std::make_unique<CurlFetcher>(at_loopback());
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        spawn(context, *fetcher, {.url = server.url("/")}, outcomes[i], signals[i].slot());
    context.poll();
    const auto before = std::chrono::steady_clock::now();
    fetcher.reset();
    CHECK(std::chrono::steady_clock::now() - before < 3s);
    // A cancellation may still come before the answers are taken.
    for (auto& signal : signals) signal.emit(asio::cancellation_type::terminal);
    run_to_end(context, outcomes);
    for (const auto& outcome : outcomes) CHECK(outcome->error().kind == Kind::cancelled);
}

TEST_CASE("transfers that end while they are cancelled end once", "[fetch]") {
    Fetching f;
    f.server.on("/", Scripted{.status = 304});
    auto& context = f.context;
    for (int round = 0; round < 200; ++round) {
        std::optional<Outcome> outcome;
        asio::cancellation_signal signal;
        spawn(context, f.fetcher, {.url = f.server.url("/")}, outcome, signal.slot());
        context.poll();
        context.restart();
        // From before the request has left until after its answer has come.
        const auto until = std::chrono::steady_clock::now() + round % 20 * 50us;
        while (std::chrono::steady_clock::now() < until) continue;
        signal.emit(asio::cancellation_type::terminal);
        run_to_end(context, std::span(&outcome, 1));
        CHECK((outcome->has_value() || outcome->error().kind == Kind::cancelled));
    }
}

TEST_CASE("outcomes arrive on the caller's thread", "[fetch]") {
    Fetching f;
    f.server.on("/", Scripted{.status = 304});
    auto& context = f.context;
    std::thread::id arrived;
    auto request = Request{.url = f.server.url("/")};
    bool done = false;
    asio::co_spawn(context, f.fetcher.fetch(std::move(request)),
                   [&](std::exception_ptr, const Outcome&) {
                       arrived = std::this_thread::get_id();
                       done = true;
                   });
    run_until(
        context, [&] { return done; }, patience);
    CHECK(arrived == std::this_thread::get_id());
}

TEST_CASE("many callers share a fetcher", "[fetch]") {
    constexpr std::size_t threads = 4;
    std::array<asio::io_context, threads> contexts;
    auto options = at_loopback();
    options.threads = 2;
    Fetching f(options, {.record = false});
    f.server.on("/", Scripted{.body = "x"});
    std::atomic<int> good{0};
    std::vector<std::thread> callers;
    for (auto& context : contexts)
        callers.emplace_back([&] {
            for (int n = 0; n < 50; ++n) {
                const auto outcome =
                    run(context, f.fetcher.fetch({.url = f.server.url("/")}), patience);
                good += outcome && outcome->body == "x";
            }
        });
    for (auto& caller : callers) caller.join();
    CHECK(good == 200);
}

}  // namespace
}  // namespace weir::test
