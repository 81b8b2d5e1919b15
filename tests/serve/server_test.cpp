#include "serve/server.hpp"

#include "serve/live_server.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using namespace weir;
using namespace weir::serve;
using weir::test::Answer;
using weir::test::Client;
using weir::test::LiveServer;

namespace {

std::shared_ptr<const Document> feed_document() {
    std::string body;
    for (int line = 0; line < 20'000; ++line) body += "entry " + std::to_string(line) + "\n";
    return make_document("application/atom+xml; charset=utf-8", std::move(body),
                         Instant{Seconds{1'700'000'000}});
}

/// "/feed" is a document, "/echo" gives the body back, "/throw" throws; the rest is 404.
boost::asio::awaitable<Reply> answer(std::shared_ptr<const Document> document,
                                     HttpRequest request) {
    Reply reply;
    if (request.path == "/feed") {
        reply.document = std::move(document);
    } else if (request.path == "/echo") {
        reply.body = request.method + ' ' + request.query + ' ' + request.body;
    } else if (request.path == "/throw") {
        throw std::runtime_error("the handler failed");
    } else {
        reply.status = 404;
        reply.body = "no such page\n";
    }
    co_return reply;
}

Handler site() {
    return [document = feed_document()](HttpRequest request) {
        return answer(document, std::move(request));
    };
}

std::string get(const std::string& path, const std::string& headers = {}) {
    return "GET " + path + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n";
}

}  // namespace

TEST_CASE("one connection serves many requests", "[serve]") {
    LiveServer server(site());
    Client client(server.endpoint());
    for (int i = 0; i < 3; ++i) {
        const Answer answer = client.ask(get("/feed"));
        CHECK(answer.status == 200);
        CHECK(answer.body == feed_document()->body);
    }
    CHECK(client.ask(get("/nothing")).status == 404);
    CHECK(server.counts().connections == 1);
    CHECK(server.counts().requests == 4);
    CHECK(server.counts().open == 1);
    CHECK(server.counts().bytes > 3 * feed_document()->body.size());
}

TEST_CASE("pipelined requests are answered in their order", "[serve]") {
    LiveServer server(site());
    Client client(server.endpoint());
    std::string bytes;
    for (int i = 0; i < 50; ++i) bytes += get("/echo?" + std::to_string(i));
    client.send(bytes + get("/feed") + get("/echo?end", "Connection: close\r\n"));
    for (int i = 0; i < 50; ++i) CHECK(client.read().body == "GET " + std::to_string(i) + " ");
    CHECK(client.read().body == feed_document()->body);
    CHECK(client.read().body == "GET end ");
    CHECK(client.closed());
}

TEST_CASE("a request may come byte by byte, and its end be shut", "[serve]") {
    LiveServer server(site());
    Client client(server.endpoint());
    for (const char c : get("/echo?slow")) client.send({&c, 1});
    client.shut_down();
    CHECK(client.read().body == "GET slow ");
    CHECK(client.closed());
}

TEST_CASE("HTTP/1.0 closes unless asked to stay", "[serve]") {
    LiveServer server(site());
    Client leaving(server.endpoint());
    CHECK(leaving.ask("GET /echo HTTP/1.0\r\n\r\n").header("Connection") == "close");
    CHECK(leaving.closed());
    Client staying(server.endpoint());
    const std::string bytes = "GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    CHECK(staying.ask(bytes).header("Connection") == "keep-alive");
    CHECK(staying.ask(bytes).status == 200);
}

TEST_CASE("HEAD gets GET's header and no body", "[serve]") {
    LiveServer server(site());
    Client client(server.endpoint());
    const Answer head = client.ask("HEAD /feed HTTP/1.1\r\nHost: test\r\n\r\n", true);
    CHECK(head.status == 200);
    CHECK(head.header("Content-Length") == std::to_string(feed_document()->body.size()));
    CHECK(client.ask(get("/echo?next")).body == "GET next ");
}

TEST_CASE("conditional and compressed requests work over the wire", "[serve]") {
    LiveServer server(site());
    Client client(server.endpoint());
    const Answer plain = client.ask(get("/feed"));
    const Answer gzip = client.ask(get("/feed", "Accept-Encoding: gzip\r\n"));
    CHECK(gzip.header("Content-Encoding") == "gzip");
    CHECK(gzip.body == feed_document()->gzip);
    CHECK(gzip.header("ETag") != plain.header("ETag"));
    for (const Answer* known : {&plain, &gzip}) {
        const std::string headers =
            "Accept-Encoding: " + std::string{known == &gzip ? "gzip" : "identity"} +
            "\r\nIf-None-Match: " + known->header("ETag") + "\r\n";
        const Answer same = client.ask(get("/feed", headers));
        CHECK(same.status == 304);
        CHECK(same.header("ETag") == known->header("ETag"));
    }
    CHECK(client.ask(get("/feed", "If-Modified-Since: " + plain.header("Last-Modified") + "\r\n"))
              .status == 304);
    CHECK(client.ask(get("/feed", "Range: bytes=0-9\r\n")).status == 200);
}

TEST_CASE("bodies arrive with their length, in chunks, and after 100 Continue", "[serve]") {
    LiveServer server(site());
    Client client(server.endpoint());
    const std::string post = "POST /echo HTTP/1.1\r\nHost: test\r\n";
    CHECK(client.ask(post + "Content-Length: 5\r\n\r\nhello").body == "POST  hello");
    CHECK(client.ask(post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n").body ==
          "POST  hello");
    CHECK(client.ask(post + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n").status == 100);
    CHECK(client.ask("hello").body == "POST  hello");
    const std::string large(3'000'000, 'x');
    CHECK(client.ask(post + "Content-Length: 3000000\r\n\r\n" + large).body == "POST  " + large);
    CHECK(client.ask(get("/echo?small")).body == "GET small ");
}

TEST_CASE("a target in absolute form works", "[serve]") {
    LiveServer server(site());
    Client client(server.endpoint());
    CHECK(client.ask(get("http://other.example/echo?q")).body == "GET q ");
}

TEST_CASE("what is no request is refused, and the server lives on", "[serve]") {
    struct Row {
        std::string bytes;
        int status;
    };
    const auto row = GENERATE(values<Row>({
        {"\x16\x03\x01 TLS", 400},
        {"garbage\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET /echo HTTP/1.1\r\nHost: test\r\nX: " + std::string(300'000, 'h') + "\r\n\r\n", 431},
        {"POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 10000001\r\n\r\n", 413},
    }));
    CAPTURE(row.bytes.substr(0, 60));
    LiveServer server(site());
    Client client(server.endpoint());
    const Answer answer = client.ask(row.bytes);
    CHECK(answer.status == row.status);
    CHECK(answer.header("Connection") == "close");
    client.shut_down();
    CHECK(client.closed());
    CHECK(server.counts().rejected == 1);
    Client next(server.endpoint());
    CHECK(next.ask(get("/feed")).status == 200);
}

TEST_CASE("a client that is slow with its header is cut off", "[serve]") {
    ServerOptions options;
    options.read_timeout = Seconds{1};
    LiveServer server(site(), options);
    Client slow(server.endpoint());
    slow.send("GET /feed HTTP/1.1\r\nHost: te");
    CHECK(slow.read().status == 408);
    slow.shut_down();
    CHECK(slow.closed());
    Client silent(server.endpoint());
    CHECK(silent.closed());
}

TEST_CASE("an idle connection is closed after its time", "[serve]") {
    ServerOptions options;
    options.idle_timeout = Seconds{1};
    LiveServer server(site(), options);
    Client client(server.endpoint());
    CHECK(client.ask(get("/echo")).status == 200);
    CHECK(client.closed());
}

TEST_CASE("a client that does not read is cut off", "[serve]") {
    ServerOptions options;
    options.write_timeout = Seconds{1};
    // More than the sockets' buffers hold, little enough for a limit of few seconds.
    const auto document = [] {
        auto large = std::make_shared<Document>();
        large->body = std::string(32 * 1024, 'x');
        return large;
    }();
    LiveServer server(
        [document](HttpRequest request) {
            request.path = "/feed";
            return answer(document, std::move(request));
        },
        options);
    Client client(server.endpoint());
    std::string bytes;
    for (int i = 0; i < 2000; ++i) bytes += get("/feed");
    client.send(bytes);
    CHECK(client.read().status == 200);
    // From here on it reads nothing: the connection ends by the limit, not by us.
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{15};
    while (server.counts().open != 0 && std::chrono::steady_clock::now() < end)
        std::this_thread::yield();
    CHECK(server.counts().open == 0);
}

TEST_CASE("a handler that throws costs one answer, not the connection", "[serve]") {
    LiveServer server(site());
    Client client(server.endpoint());
    const Answer answer = client.ask(get("/throw"));
    CHECK(answer.status == 500);
    CHECK(answer.body.find("the handler failed") == std::string::npos);
    CHECK(client.ask(get("/echo")).status == 200);
}

TEST_CASE("clients above the limit are told to come back", "[serve]") {
    ServerOptions options;
    options.max_connections = 2;
    LiveServer server(site(), options);
    Client first(server.endpoint());
    Client second(server.endpoint());
    CHECK(first.ask(get("/echo")).status == 200);
    CHECK(second.ask(get("/echo")).status == 200);
    Client third(server.endpoint());
    const Answer answer = third.ask(get("/echo"));
    CHECK(answer.status == 503);
    CHECK_FALSE(answer.header("Retry-After").empty());
    third.shut_down();
    CHECK(third.closed());
    CHECK(first.ask(get("/echo")).status == 200);
}

namespace {

/// Answers once `gate` is cancelled.
boost::asio::awaitable<Reply> wait_at(std::shared_ptr<boost::asio::steady_timer> gate,
                                      std::shared_ptr<std::promise<void>> arrived) {
    arrived->set_value();
    boost::system::error_code ignored;
    co_await gate->async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    Reply reply;
    reply.body = "late";
    co_return reply;
}

/// A handler whose answers wait for open(), which any thread may call.
struct GatedSite {
    std::shared_ptr<std::promise<void>> arrived = std::make_shared<std::promise<void>>();
    std::shared_ptr<std::shared_ptr<boost::asio::steady_timer>> timer =
        std::make_shared<std::shared_ptr<boost::asio::steady_timer>>();

    Handler handler() {
        return [arrived = arrived, timer = timer](HttpRequest) { return pass(arrived, timer); };
    }
    /// To be called once, while the server's loop lives: the timer must not outlast it.
    void open(LiveServer& server) {
        server.on_loop([timer = timer](Server&) {
            (*timer)->cancel();
            timer->reset();
        });
    }

private:
    static boost::asio::awaitable<Reply> pass(
        std::shared_ptr<std::promise<void>> arrived,
        std::shared_ptr<std::shared_ptr<boost::asio::steady_timer>> timer) {
        const auto executor = co_await boost::asio::this_coro::executor;
        *timer = std::make_shared<boost::asio::steady_timer>(
            executor, boost::asio::steady_timer::time_point::max());
        co_return co_await wait_at(*timer, arrived);
    }
};

}  // namespace

TEST_CASE("draining closes idle connections and lets open responses finish", "[serve]") {
    GatedSite gated;
    LiveServer server(gated.handler());
    const std::string endpoint = server.endpoint();
    Client idle(endpoint);
    Client busy(endpoint);
    busy.send(get("/"));
    gated.arrived->get_future().wait();

    auto drained = server.drain(Seconds{30});
    CHECK(idle.closed());
    CHECK(drained.wait_for(std::chrono::seconds{0}) == std::future_status::timeout);
    CHECK_THROWS(Client(endpoint));

    gated.open(server);
    const Answer answer = busy.read();
    CHECK(answer.body == "late");
    CHECK(answer.header("Connection") == "close");
    CHECK(busy.closed());
    drained.get();
    CHECK(server.counts().open == 0);
}

TEST_CASE("draining ends at its limit", "[serve]") {
    GatedSite gated;
    LiveServer server(gated.handler());
    Client busy(server.endpoint());
    busy.send(get("/"));
    gated.arrived->get_future().wait();
    server.drain(Seconds{0}).get();
    CHECK(busy.closed());
    gated.open(server);
}

TEST_CASE("a server that goes away in the middle of requests leaves nothing behind", "[serve]") {
    GatedSite gated;
    auto server = std::make_unique<LiveServer>(gated.handler());
    Client busy(server->endpoint());
    Client half(server->endpoint());
    busy.send(get("/"));
    half.send("GET / HT");
    gated.arrived->get_future().wait();
    gated.open(*server);
    server.reset();
    CHECK(half.closed());
}
