// What a poll costs on our side of the wire: CurlFetcher beside a bare libcurl multi loop over the
// same URLs, the same number at once, in one run. The server is a process of its own, so that the
// CPU counted is the client's alone.
//
// Usage: bench_fetch [POLLS] [AT_ONCE]
#include "fetch/curl_fetcher.hpp"
#include "support/loopback_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <curl/curl.h>
#include <fmt/core.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace weir::bench {
namespace {

struct Work {
    std::string url;
    int polls;
    int at_once;
    int status;  ///< That every answer must have.
};

/// Wall and CPU seconds of the process so far.
struct Reading {
    double wall, cpu;
};

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Reading read_clocks() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration<double>(now).count(),
            seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

/// Runs `work` and prints what it cost; returns CPU microseconds a poll.
template <class Run>
double measure(const char* name, const Work& work, Run run) {
    const auto before = read_clocks();
    run(work);
    const auto after = read_clocks();
    const double cpu = (after.cpu - before.cpu) / work.polls * 1e6;
    fmt::print("  {:<12} {:>9.0f} polls/s {:>8.1f} us CPU a poll\n", name,
               work.polls / (after.wall - before.wall), cpu);
    return cpu;
}

std::size_t discard(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

void check_status(long got, const Work& work) {
    if (got != work.status) throw std::runtime_error(fmt::format("status {} came", got));
}

/// The least that a client of libcurl can do.
void bare(const Work& work) {
    CURLM* const multi = curl_multi_init();
    // The same request as ours: libcurl's time grows with every character of it.
    curl_slist* headers = nullptr;
    for (const char* line :
         {"If-None-Match: \"etag\"", "A-IM: feed",
          "Accept: application/atom+xml,application/rss+xml,application/feed+json,"
          "application/xml;q=0.9,*/*;q=0.1"})
        headers = curl_slist_append(headers, line);
    const auto add = [&](CURL* easy) { curl_multi_add_handle(multi, easy); };
    std::vector<CURL*> handles;
    int started = 0;
    for (; started < work.at_once && started < work.polls; ++started) {
        CURL* const easy = handles.emplace_back(curl_easy_init());
        curl_easy_setopt(easy, CURLOPT_URL, work.url.c_str());
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
        curl_easy_setopt(easy, CURLOPT_USERAGENT, "weir/bench");
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &discard);
        add(easy);
    }
    for (int ended = 0; ended < work.polls;) {
        int running = 0;
        int left = 0;
        curl_multi_perform(multi, &running);
        while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
            CURL* const easy = message->easy_handle;
            long status = 0;
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            check_status(status, work);
            curl_multi_remove_handle(multi, easy);
            ++ended;
            if (started < work.polls) {
                ++started;
                add(easy);
            }
        }
        if (ended < work.polls) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
    }
    for (CURL* const easy : handles) curl_easy_cleanup(easy);
    curl_slist_free_all(headers);
    curl_multi_cleanup(multi);
}

boost::asio::awaitable<void> poll(fetch::Fetcher& fetcher, const Work& work, int& left) {
    while (left > 0) {
        --left;
        fetch::Request request;
        request.url = work.url;
        request.validators.etag = "\"etag\"";
        request.validators.url = work.url;
        const auto answer = co_await fetcher.fetch(std::move(request));
        if (!answer) throw std::runtime_error(answer.error().detail);
        check_status(answer->status, work);
    }
}

void ours(const Work& work) {
    boost::asio::io_context context;
    fetch::Options options;
    options.user_agent = "weir/bench";
    options.private_addresses = fetch::PrivateAddresses::always;
    fetch::CurlFetcher fetcher(options);
    int left = work.polls;
    for (int i = 0; i < work.at_once; ++i)
        boost::asio::co_spawn(context, poll(fetcher, work, left), [](std::exception_ptr thrown) {
            if (thrown) std::rethrow_exception(thrown);
        });
    context.run();
}

void compare(const char* title, const Work& work) {
    fmt::print("{}: {} polls, {} at once\n", title, work.polls, work.at_once);
    const double floor = measure("bare libcurl", work, bare);
    const double cost = measure("CurlFetcher", work, ours);
    fmt::print("  ratio {:.2f}\n", cost / floor);
}

/// The server's process; its base URL comes through `out`, and it serves until it is ended.
[[noreturn]] void serve(int out) {
    test::LoopbackServer server({.tls = {}, .client_ca = {}, .record = false});
    server.on("/304", test::Scripted{.status = 304, .headers = {{"ETag", "\"etag\""}}});
    server.on("/200", test::Scripted{.body = std::string(40'000, 'x')});
    const auto url = server.url("");
    if (::write(out, url.data(), url.size()) < 0) std::abort();
    ::close(out);
    for (;;) ::pause();
}

int run(int polls, int at_once) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("pipe");
    const pid_t server = ::fork();
    if (server == 0) serve(ends[1]);
    ::close(ends[1]);
    char buffer[256];
    const auto size = ::read(ends[0], buffer, sizeof buffer);
    const std::string url(buffer, size > 0 ? static_cast<std::size_t>(size) : 0);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    compare("304, kept connections",
            {.url = url + "/304", .polls = polls, .at_once = at_once, .status = 304});
    compare("200 with 40 kB, kept connections",
            {.url = url + "/200", .polls = polls, .at_once = at_once, .status = 200});
    ::kill(server, SIGTERM);
    ::waitpid(server, nullptr, 0);
    return 0;
}

}  // namespace
}  // namespace weir::bench

int main(int argc, char** argv) {
    const int polls = argc > 1 ? std::atoi(argv[1]) : 20'000;
    const int at_once = argc > 2 ? std::atoi(argv[2]) : 32;
    return weir::bench::run(polls, at_once);
}
