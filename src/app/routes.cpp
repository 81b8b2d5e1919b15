#include "app/routes.hpp"

#include "app/meters.hpp"

#include <optional>
#include <utility>

namespace weir::app {
namespace {

serve::Reply plain(int status, std::string body) {
    serve::Reply reply;
    reply.status = status;
    reply.body = std::move(body);
    return reply;
}

serve::Reply healthz(const Health& health) {
    auto reply = health.store_error.empty()
                     ? plain(200, "ok\n")
                     : plain(503, "the store takes no results: " + health.store_error + "\n");
    reply.headers.push_back({"Cache-Control", "no-store"});
    return reply;
}

boost::asio::awaitable<serve::Reply> route(river::Shelf& shelf, const Health& health,
                                           Meters& meters, serve::HttpRequest request) {
    if (request.method != "GET" && request.method != "HEAD") {
        auto reply = plain(405, "only GET and HEAD are answered here\n");
        reply.headers.push_back({"Allow", "GET, HEAD"});
        co_return reply;
    }
    if (request.path == "/healthz") co_return healthz(health);
    if (request.path == "/metrics") {
        auto page = co_await meters.page();
        co_return page;
    }
    auto found = co_await shelf.answer(std::move(request));
    if (found) co_return std::move(*found);
    co_return plain(404, "there is nothing at this address\n");
}

}  // namespace

serve::Handler make_router(river::Shelf& shelf, const Health& health, Meters& meters) {
    return [&shelf, &health, &meters](serve::HttpRequest request) {
        return route(shelf, health, meters, std::move(request));
    };
}

}  // namespace weir::app
