#include "app/fetch_jobs.hpp"
#include "app/log.hpp"
#include "app/machinery.hpp"
#include "app/outcome_json.hpp"
#include "cli/daemon_client.hpp"
#include "cli/fetch_report.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <exception>
#include <thread>
#include <utility>

namespace weir::cli {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

app::FetchOrder order_of(const Arguments& arguments) {
    if ((arguments.fresh || arguments.backfill) && arguments.words.empty())
        throw Failure(
            "fetch: --fresh and --backfill take the names of feeds: whole documents are asked for "
            "only "
            "where somebody needs them",
            2);
    return {.feeds = arguments.words,
            .force = arguments.force,
            .fresh = arguments.fresh,
            .backfill = arguments.backfill};
}

void through_daemon(DaemonClient& daemon, const app::FetchOrder& order, FetchReport& report) {
    json::array names;
    for (const auto& name : order.feeds) names.emplace_back(name);
    const auto accepted = daemon.post("/fetch", {{"feeds", std::move(names)},
                                                 {"force", order.force},
                                                 {"fresh", order.fresh},
                                                 {"backfill", order.backfill}});
    const auto job = accepted.at("job").to_number<std::uint64_t>();
    report.begin(accepted.at("total").to_number<std::size_t>());
    for (std::size_t seen = 0;;) {
        const auto progress = daemon.get(fmt::format("/fetch/{}?from={}", job, seen));
        for (const auto& one : progress.at("done").as_array()) {
            report.take(app::outcome_from_json(one.as_object()));
            ++seen;
        }
        if (progress.at("finished").as_bool()) return;
        // The daemon's end of an order cannot call us; five looks a second are enough for people.
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
    }
}

asio::awaitable<void> one_pass(app::Machinery& machine, app::FetchOrder order, FetchReport& report,
                               bool& finished) {
    (void)co_await machine.engine.configure(machine.config);
    const auto selected = app::select_feeds(machine.engine, order);
    if (!selected.problem.empty()) throw Failure("fetch: " + selected.problem);
    report.begin(selected.feeds.size());
    machine.engine.poll_now(selected.feeds, order.fresh, order.backfill);
    co_await machine.engine.idle();
    finished = true;
    machine.loop.stop();
}

void by_ourselves(const std::shared_ptr<const config::Config>& config, const Arguments& arguments,
                  const app::FetchOrder& order, FetchReport& report) {
    app::raise_open_files();
    const SystemClock clock;
    auto log = arguments.louder > 0 ? app::make_log(config->log, arguments.louder).logger
                                    : app::silent_log();
    app::Machinery machine(config, clock, std::move(log));
    machine.engine.on_outcome([&](const poll::Outcome& outcome) { report.take(outcome); });
    bool finished = false;
    std::exception_ptr thrown;
    asio::signal_set signals(machine.loop, SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code error, int) {
        if (!error) machine.engine.stop();
    });
    asio::co_spawn(machine.loop, one_pass(machine, order, report, finished),
                   [&](std::exception_ptr error) {
                       thrown = error;
                       if (error) machine.loop.stop();
                   });
    machine.loop.run();
    if (thrown) std::rethrow_exception(thrown);
    machine.store->finish_index();
}

}  // namespace

int fetch(const Arguments& arguments) {
    const auto order = order_of(arguments);
    const auto config = load_config(arguments);
    FetchReport report(arguments);
    if (auto daemon = DaemonClient::find(config->store))
        through_daemon(*daemon, order, report);
    else
        by_ourselves(config, arguments, order, report);
    return report.end();
}

}  // namespace weir::cli
