// What an answer costs: requests per second of the server thread's CPU, for a document of 100 KB
// as 200 (plain and gzip) and as 304, and what an idle connection keeps.
//
//     bench_serve [REQUESTS]
#include "serve/live_server.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace {

using namespace weir;
using test::Client;
using test::LiveServer;

constexpr std::size_t connections = 32;
constexpr std::size_t idle_connections = 5000;

std::shared_ptr<const serve::Document> document() {
    // Text that compresses about as feeds do.
    std::string body;
    unsigned state = 7;
    while (body.size() < 100'000) {
        state = state * 1103515245 + 12345;
        body += fmt::format("<p>entry {} of a feed, word {:x}</p>\n", body.size(), state);
    }
    return serve::make_document("application/atom+xml; charset=utf-8", body,
                                Instant{Seconds{1'700'000'000}});
}

boost::asio::awaitable<serve::Reply> reply_with(std::shared_ptr<const serve::Document> shared) {
    serve::Reply reply;
    reply.document = std::move(shared);
    co_return reply;
}

double loop_cpu_seconds(LiveServer& server) {
    return server.on_loop([](serve::Server&) {
        timespec spent{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
        return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
    });
}

void measure(LiveServer& server, const char* name, const std::string& headers,
             std::size_t requests) {
    const std::string request = "GET /x HTTP/1.1\r\nHost: bench\r\n" + headers + "\r\n";
    const std::string endpoint = server.endpoint();
    std::vector<std::unique_ptr<Client>> clients;
    for (std::size_t i = 0; i < connections; ++i)
        clients.push_back(std::make_unique<Client>(endpoint));
    std::size_t bytes = 0;
    const double before = loop_cpu_seconds(server);
    for (std::size_t round = 0; round < requests / connections; ++round) {
        for (const auto& client : clients) client->send(request);
        for (const auto& client : clients) {
            const test::Answer answer = client->read();
            bytes += answer.head.size() + answer.body.size();
        }
    }
    const double cpu = loop_cpu_seconds(server) - before;
    const std::size_t done = requests / connections * connections;
    fmt::print("{:<12} {:>9.0f} requests/CPU s   {:>6.1f} us   {:>7.0f} MB/CPU s\n", name,
               static_cast<double>(done) / cpu, cpu / static_cast<double>(done) * 1e6,
               static_cast<double>(bytes) / cpu / 1e6);
}

std::size_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t size = 0, resident = 0;
    file >> size >> resident;
    return resident * 4096;
}

void measure_idle(LiveServer& server) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    const std::string endpoint = server.endpoint();
    std::vector<std::unique_ptr<Client>> clients;
    clients.reserve(idle_connections);
    const std::size_t before = resident_bytes();
    const std::string request = "HEAD /x HTTP/1.1\r\nHost: bench\r\n\r\n";
    for (std::size_t i = 0; i < idle_connections; ++i) {
        clients.push_back(std::make_unique<Client>(endpoint));
        (void)clients.back()->ask(request, true);
    }
    fmt::print("idle         {:>9} bytes/connection, both ends\n",
               (resident_bytes() - before) / idle_connections);
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t requests = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 100'000;
    const auto shared = document();
    LiveServer server([shared](serve::HttpRequest) { return reply_with(shared); });
    // Before the load: memory that malloc keeps would hide what connections take.
    measure_idle(server);
    measure(server, "200", "", requests);
    measure(server, "200 gzip", "Accept-Encoding: gzip\r\n", requests);
    measure(server, "304", "If-None-Match: " + shared->etag + "\r\n", requests);
}
