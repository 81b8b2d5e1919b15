#include "app/machinery.hpp"

#include "async/workers.hpp"

#include <algorithm>
#include <sys/resource.h>
#include <thread>
#include <utility>

namespace weir::app {

fetch::Options fetch_options(const config::FetchConfig& config) {
    fetch::Options options;
    options.user_agent = config.user_agent;
    options.timeout = config.timeout;
    options.connect_timeout = config.connect_timeout;
    options.max_body = config.max_body;
    options.proxy = config.proxy;
    options.connections = config.concurrency;
    options.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency() / 2));
    using fetch::PrivateAddresses;
    options.private_addresses = !config.allow_private_addresses   ? PrivateAddresses::literal_only
                                : *config.allow_private_addresses ? PrivateAddresses::always
                                                                  : PrivateAddresses::never;
    return options;
}

void raise_open_files() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

Machinery::Machinery(std::shared_ptr<const config::Config> first, const Clock& with_clock,
                     std::shared_ptr<spdlog::logger> logger)
    : config(std::move(first)),
      clock(with_clock),
      log(std::move(logger)),
      store(store::Store::open(config->store)),
      workers(async::worker_count()),
      fetcher(fetch_options(config->fetch)),
      poller(fetcher, *store, workers, clock, log),
      engine(loop.get_executor(), poller, *store, workers, clock, log) {}

}  // namespace weir::app
