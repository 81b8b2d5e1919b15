#include "serve/listener.hpp"

#include "serve/live_server.hpp"
#include "support/temp_dir.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <vector>

using namespace weir;
using namespace weir::serve;
using weir::test::Client;
using weir::test::LiveServer;
using weir::test::TempDir;

namespace {

boost::asio::awaitable<Reply> hello(HttpRequest) {
    Reply reply;
    reply.body = "hello";
    co_return reply;
}

constexpr std::string_view request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace

TEST_CASE("port 0 becomes the port that was bound", "[serve]") {
    const auto listeners = Listener::bind("127.0.0.1:0");
    REQUIRE(listeners.size() == 1);
    CHECK(listeners[0].name().starts_with("127.0.0.1:"));
    CHECK_FALSE(listeners[0].name().ends_with(":0"));
    CHECK((::fcntl(listeners[0].fd(), F_GETFL) & O_NONBLOCK) != 0);
    CHECK((::fcntl(listeners[0].fd(), F_GETFD) & FD_CLOEXEC) != 0);
}

TEST_CASE("an endpoint that cannot be is refused in one line", "[serve]") {
    const auto taken = Listener::bind("127.0.0.1:0");
    const TempDir folder;
    const std::string file = folder.write("file", "no socket");
    struct Row {
        std::string endpoint, why;
    };
    const std::vector<Row> rows{
        {taken[0].name(), "address already in use; end the program"},
        {"", "want \"HOST:PORT\""},
        {"7878", "want \"HOST:PORT\""},
        {":7878", "want \"HOST:PORT\""},
        {"127.0.0.1:", "want \"HOST:PORT\""},
        {"127.0.0.1:x", "want \"HOST:PORT\""},
        {"127.0.0.1:65536", "want \"HOST:PORT\""},
        {"::1:80", "want \"HOST:PORT\""},
        {"192.0.2.1:0", "no address of this machine"},
        {"unix:", "the path of the socket is missing"},
        {"unix:" + folder.file("absent/socket"), "create the folder first"},
        {"unix:" + file, "a file that is no socket is in the way"},
        {"unix:" + folder.file(std::string(200, 'x')), "too long"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.endpoint);
        std::string message;
        try {
            (void)Listener::bind(row.endpoint);
        } catch (const std::runtime_error& error) {
            message = error.what();
        }
        CHECK(message.starts_with("cannot listen on " + row.endpoint + ": "));
        CHECK(message.find(row.why) != std::string::npos);
        CHECK(message.find('\n') == std::string::npos);
    }
}

TEST_CASE("a Unix socket serves, belongs to owner and group, and goes with its server", "[serve]") {
    const TempDir folder;
    const std::string path = folder.file("http.sock");
    {
        LiveServer server(hello, {}, "unix:" + path);
        CHECK(server.endpoint() == "unix:" + path);
        struct stat status {};
        REQUIRE(::stat(path.c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == 0660U);
        Client client("unix:" + path);
        CHECK(client.ask(request).body == "hello");

        CHECK_THROWS_WITH(Listener::bind("unix:" + path),
                          Catch::Contains("another program answers there"));
        CHECK(std::filesystem::exists(path));
    }
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a socket file that nobody answers on is replaced", "[serve]") {
    const TempDir folder;
    const std::string path = folder.file("stale.sock");
    {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        ::close(fd);
    }
    REQUIRE(std::filesystem::exists(path));
    LiveServer server(hello, {}, "unix:" + path);
    Client client("unix:" + path);
    CHECK(client.ask(request).body == "hello");
}

TEST_CASE("a successor's socket file is left alone", "[serve]") {
    const TempDir folder;
    const std::string path = folder.file("s.sock");
    auto first = Listener::bind("unix:" + path);
    std::filesystem::remove(path);
    const auto second = Listener::bind("unix:" + path);
    first.clear();
    CHECK(std::filesystem::exists(path));
}

TEST_CASE("a path longer than a socket address works", "[serve]") {
    const TempDir folder;
    const std::filesystem::path deep =
        folder.path() / std::string(100, 'a') / std::string(100, 'b');
    std::filesystem::create_directories(deep);
    const std::string path = (deep / "http.sock").string();
    LiveServer server(hello, {}, "unix:" + path);
    CHECK(std::filesystem::is_socket(path));
    CHECK_THROWS_WITH(Listener::bind("unix:" + path), Catch::Contains("another program answers"));
    // A client has to go around the same limit: by a short name for the folder.
    const std::string name = folder.file("d");
    std::filesystem::create_directory_symlink(deep, name);
    Client client("unix:" + name + "/http.sock");
    CHECK(client.ask(request).body == "hello");
}

TEST_CASE("a socket handed over is served, whatever its family", "[serve]") {
    const TempDir folder;
    const bool over_tcp = GENERATE(true, false);
    const auto bound = Listener::bind(over_tcp ? "127.0.0.1:0" : "unix:" + folder.file("a.sock"));
    LiveServer server(hello, {}, "");
    server.on_loop([fd = ::dup(bound[0].fd())](Server& to) { to.adopt(fd); });
    CHECK(server.endpoint() == bound[0].name());
    Client client(server.endpoint());
    CHECK(client.ask(request).body == "hello");
}

TEST_CASE("what does not listen is not adopted", "[serve]") {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK_THROWS_WITH(Listener::adopt(fd), Catch::Contains("no listening stream socket"));
    CHECK(::fcntl(fd, F_GETFD) >= 0);
    ::close(fd);
    CHECK_THROWS_WITH(Listener::adopt(-1), Catch::Contains("no listening stream socket"));
}

TEST_CASE("a name listens on its addresses", "[serve]") {
    const auto listeners = Listener::bind("localhost:0");
    REQUIRE_FALSE(listeners.empty());
    for (const Listener& listener : listeners)
        CHECK((listener.name().starts_with("127.0.0.1:") || listener.name().starts_with("[::1]:")));
}
