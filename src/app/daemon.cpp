#include "app/daemon.hpp"

#include "app/control.hpp"
#include "app/demo.hpp"
#include "app/hub_pings.hpp"
#include "app/log.hpp"
#include "app/machinery.hpp"
#include "app/meters.hpp"
#include "app/notify.hpp"
#include "app/outcome_json.hpp"
#include "app/reload.hpp"
#include "app/routes.hpp"
#include "async/workers.hpp"
#include "base/version.hpp"
#include "river/shelf.hpp"
#include "serve/server.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <spdlog/logger.h>

#include <csignal>
#include <cstdio>
#include <malloc.h>
#include <unistd.h>
#include <utility>

namespace weir::app {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using Steady = std::chrono::steady_clock;

/// Changes are gathered for so long before the outputs are rendered again.
constexpr std::chrono::milliseconds gather{1000};
/// What is still running so long after SIGTERM is left behind: the store recovers from its log.
constexpr std::chrono::milliseconds stop_deadline{4000};
constexpr std::chrono::hours prune_every{6};
constexpr std::chrono::minutes first_prune{10};

int refuse(const std::string& what) {
    fmt::print(stderr, "weir: {}\n", what);
    return 1;
}

class Daemon {
public:
    Daemon(const DaemonOptions& options, std::shared_ptr<const config::Config> config, Log log,
           Demo* demo);

    /// Throws std::runtime_error when an address cannot be had.
    void listen();
    int run();

private:
    awaitable<void> live();
    awaitable<void> stop();
    awaitable<std::vector<std::string>> reload();
    awaitable<void> give_memory_back();
    awaitable<void> watch();
    awaitable<void> render();
    awaitable<void> refresh_when_changed();
    awaitable<void> prune_now_and_then();
    void wait_for_signal();
    void take(const poll::Outcome& outcome);
    void spawn(awaitable<void> work, const char* what);
    [[nodiscard]] std::string public_url() const;
    [[nodiscard]] std::string summary() const;

    DaemonOptions options_;
    Log log_;
    Demo* demo_;
    SystemClock clock_;
    Machinery machine_;
    asio::signal_set signals_;
    asio::steady_timer changed_;   ///< Cancelled when there is something to render.
    asio::steady_timer stopping_;  ///< Cancelled when the end was asked for.
    river::Shelf shelf_;
    HubPings hubs_;
    Control control_;
    Health health_;
    Meters meters_;
    serve::Server server_;
    serve::Server control_server_;
    Instant started_;
    bool dirty_ = false;
    bool asked_to_stop_ = false;
    bool reloading_ = false;
};

Daemon::Daemon(const DaemonOptions& options, std::shared_ptr<const config::Config> config, Log log,
               Demo* demo)
    : options_(options),
      log_(std::move(log)),
      demo_(demo),
      machine_(std::move(config), clock_, log_.logger),
      signals_(machine_.loop, SIGTERM, SIGINT, SIGHUP),
      changed_(machine_.loop),
      stopping_(machine_.loop),
      shelf_(
          machine_.loop.get_executor(), machine_.workers, machine_.config->store, clock_,
          [this] {
              const auto figures = machine_.engine.figures();
              return river::Live{.queued = figures.queued,
                                 .in_flight = figures.in_flight,
                                 .warnings = log_.warnings(),
                                 .started = started_};
          },
          log_.logger),
      hubs_(machine_.loop.get_executor(), machine_.fetcher, *machine_.store, clock_, log_.logger),
      control_({.engine = machine_.engine,
                .store = *machine_.store,
                .clock = clock_,
                .store_changed =
                    [this] {
                        dirty_ = true;
                        shelf_.touched();
                        changed_.cancel();
                    },
                .endpoints = [this] { return server_.endpoints(); },
                .reload = [this] { return reload(); }}),
      meters_({.workers = machine_.workers,
               .engine = machine_.engine,
               .store = machine_.config->store,
               .config = [this] { return machine_.config; },
               .server = [this] { return server_.counts(); }},
              clock_.now()),
      server_(machine_.loop.get_executor(), {}, make_router(shelf_, health_, meters_),
              log_.logger),
      control_server_(
          machine_.loop.get_executor(), {},
          [this](serve::HttpRequest request) { return control_.answer(std::move(request)); },
          log_.logger),
      started_(clock_.now()) {
    machine_.engine.on_outcome([this](const poll::Outcome& outcome) { take(outcome); });
    server_.on_answer([this](const serve::Answered& answer) { meters_.answered(answer); });
}

void Daemon::listen() {
    const auto handed_over = notify::listen_fds();
    for (const int fd : handed_over) server_.adopt(fd);
    if (handed_over.empty()) {
        try {
            server_.listen(machine_.config->server.listen);
        } catch (const std::runtime_error&) {
            if (demo_ == nullptr) throw;
            server_.listen("127.0.0.1:0");  // The demo needs no particular port.
        }
    }
    control_server_.listen("unix:" + control_socket(machine_.config->store).string());
}

std::string Daemon::public_url() const {
    const auto& configured = machine_.config->server.public_url;
    const auto& listen = machine_.config->server.listen;
    const bool asked_for_any = listen.ends_with(":0") || demo_ != nullptr;
    if (!asked_for_any || configured != fmt::format("http://{}/", listen)) return configured;
    // Made from an address whose port was only known once it was bound.
    return fmt::format("http://{}/", server_.endpoints().front());
}

std::string Daemon::summary() const {
    return fmt::format("{} feeds, serving {}", machine_.engine.figures().feeds, public_url());
}

void Daemon::spawn(awaitable<void> work, const char* what) {
    auto done = [this, what](std::exception_ptr error) {
        try {
            if (error) std::rethrow_exception(error);
        } catch (const std::exception& thrown) {
            log_.logger->error("{} failed why=\"{}\"", what, thrown.what());
        }
    };
    asio::co_spawn(machine_.loop, std::move(work), std::move(done));
}

void Daemon::take(const poll::Outcome& outcome) {
    control_.take(outcome);
    meters_.polled(outcome);
    health_.store_error = outcome.error_kind == "store" ? outcome.error : std::string{};
    if (demo_ != nullptr) demo_->show(outcome);
    const auto& applied = outcome.applied;
    if (applied.fresh + applied.changed + applied.relinked == 0) return;
    dirty_ = true;
    shelf_.touched();
    changed_.cancel();
}

awaitable<void> Daemon::render() {
    co_await shelf_.refresh();
    hubs_.offer(shelf_.hub_topics());
}

awaitable<void> Daemon::refresh_when_changed() {
    while (!asked_to_stop_) {
        boost::system::error_code woken;
        if (!dirty_) {
            changed_.expires_at(Steady::time_point::max());
            auto token = asio::redirect_error(asio::use_awaitable, woken);
            co_await changed_.async_wait(token);
            continue;
        }
        dirty_ = false;
        co_await render();
        asio::steady_timer pause(machine_.loop, gather);
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await pause.async_wait(token);
    }
}

awaitable<void> Daemon::watch() {
    const auto interval = notify::watchdog_interval();
    if (!interval) co_return;
    while (!asked_to_stop_) {
        // The answer proves that the loop and the writer are alive.
        co_await machine_.store->ping();
        notify::watchdog();
        boost::system::error_code woken;
        asio::steady_timer pause(machine_.loop, std::chrono::milliseconds{*interval} / 3);
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await pause.async_wait(token);
    }
}

awaitable<void> Daemon::prune_now_and_then() {
    std::chrono::steady_clock::duration wait = first_prune;
    while (!asked_to_stop_) {
        boost::system::error_code woken;
        asio::steady_timer pause(machine_.loop, wait);
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await pause.async_wait(token);
        const auto now = clock_.now();
        const auto pruned = co_await machine_.store->prune(now);
        if (pruned.items > 0) {
            log_.logger->info("retention removed items={} revisions={}", pruned.items,
                              pruned.revisions);
            dirty_ = true;
            shelf_.touched();
            changed_.cancel();
        }
        wait = prune_every;
    }
}

awaitable<std::vector<std::string>> Daemon::reload() {
    std::vector<std::string> problems;
    if (!options_.config_file || reloading_) {
        problems.emplace_back(reloading_ ? "a reload is under way"
                                         : "there is no configuration file to read again");
        co_return problems;
    }
    reloading_ = true;
    notify::reloading();
    auto read = [file = *options_.config_file, now = clock_.now()] {
        return config::load(file, now);
    };
    auto loaded = co_await async::on(machine_.workers, std::move(read));
    if (!loaded) {
        for (const auto& problem : loaded.error()) {
            problems.push_back(config::to_string(problem));
            log_.logger->error("reload refused why=\"{}\"", problems.back());
        }
    } else {
        const auto before = machine_.config;
        auto next = std::make_shared<config::Config>(std::move(*loaded));
        for (const auto& remark : needs_restart(*before, *next)) log_.logger->warn("{}", remark);
        next->server.listen = before->server.listen;
        next->store = before->store;
        std::shared_ptr<const config::Config> current = std::move(next);
        const auto plan = co_await machine_.engine.configure(current);
        machine_.config = std::move(current);
        machine_.fetcher.reconfigure(fetch_options(machine_.config->fetch));
        reconfigure(log_, machine_.config->log, options_.louder);
        shelf_.configure(machine_.config, public_url());
        shelf_.touched();
        co_await render();
        log_.logger->info("reloaded {}", describe(plan));
        co_await give_memory_back();
    }
    reloading_ = false;
    meters_.reloaded(problems.empty());
    notify::ready(summary());
    co_return problems;
}

/// Reading a configuration takes twice the memory that is kept of it, and malloc would hold on to
/// the rest: 130 MB of 350 with a hundred thousand feeds.
awaitable<void> Daemon::give_memory_back() {
    auto trim = [] { return ::malloc_trim(0); };
    (void)co_await async::on(machine_.workers, std::move(trim));
}

void Daemon::wait_for_signal() {
    signals_.async_wait([this](boost::system::error_code error, int signal) {
        if (error) return;
        if (signal == SIGHUP) {
            auto work = [](Daemon* self) -> awaitable<void> {
                (void)co_await self->reload();
            }(this);
            spawn(std::move(work), "reload");
        } else if (asked_to_stop_) {
            // Asked twice: end at once; the store recovers from its log.
            ::_exit(1);
        } else {
            asked_to_stop_ = true;
            stopping_.cancel();
        }
        wait_for_signal();
    });
}

awaitable<void> Daemon::live() {
    const auto plan = co_await machine_.engine.configure(machine_.config);
    shelf_.configure(machine_.config, public_url());
    co_await render();
    server_.start();
    control_server_.start();
    machine_.engine.start();
    notify::ready(summary());
    log_.logger->info("weir {} runs feeds={} store={} url={}", version,
                      machine_.config->feeds.size(), machine_.config->store.string(), public_url());
    if (demo_ != nullptr) demo_->begin(public_url(), machine_.config->feeds.size());
    spawn(hubs_.run(), "telling hubs");
    spawn(watch(), "watchdog");
    spawn(refresh_when_changed(), "rendering");
    spawn(prune_now_and_then(), "retention");
    co_await give_memory_back();
    while (!asked_to_stop_) {
        boost::system::error_code woken;
        stopping_.expires_at(Steady::time_point::max());
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await stopping_.async_wait(token);
    }
    co_await stop();
}

awaitable<void> Daemon::stop() {
    notify::stopping();
    log_.logger->info("stopping");
    auto* loop = &machine_.loop;
    asio::steady_timer deadline(machine_.loop, stop_deadline);
    deadline.async_wait([loop](boost::system::error_code error) {
        if (!error) loop->stop();
    });
    server_.stop_accepting();
    control_server_.stop_accepting();
    machine_.engine.stop();
    hubs_.stop();
    co_await machine_.engine.idle();
    const Seconds patience{2};
    co_await server_.drain(patience);
    co_await control_server_.drain(patience);
    deadline.cancel();
    machine_.loop.stop();
}

int Daemon::run() {
    int code = 0;
    wait_for_signal();
    asio::co_spawn(machine_.loop, live(), [this, &code](std::exception_ptr error) {
        try {
            if (error) std::rethrow_exception(error);
        } catch (const std::exception& thrown) {
            code = refuse(thrown.what());
            machine_.loop.stop();
        }
    });
    machine_.loop.run();
    std::error_code ignored;
    std::filesystem::remove(control_socket(machine_.config->store), ignored);
    log_.logger->info("ended");
    return code;
}

}  // namespace

int run_daemon(const DaemonOptions& options) {
    std::signal(SIGPIPE, SIG_IGN);
    raise_open_files();
    std::unique_ptr<Demo> demo;
    auto loaded = [&]() -> Result<config::Config, std::vector<config::Problem>> {
        if (!options.demo) return config::load(*options.config_file, system_now());
        demo = std::make_unique<Demo>();
        return config::read(demo->configuration(), "demo", demo->folder(), system_now());
    }();
    if (!loaded) {
        for (const auto& problem : loaded.error())
            fmt::print(stderr, "weir: {}\n", config::to_string(problem));
        return 2;
    }
    auto log = make_log(loaded->log, options.demo ? options.louder - 2 : options.louder,
                        options.colour);
    try {
        Daemon daemon(options, std::make_shared<const config::Config>(std::move(*loaded)),
                      std::move(log), demo.get());
        daemon.listen();
        return daemon.run();
    } catch (const std::exception& error) {
        return refuse(error.what());
    }
}

}  // namespace weir::app
