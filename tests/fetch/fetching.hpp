#pragma once

#include "fetch/curl_fetcher.hpp"
#include "support/loopback_server.hpp"
#include "support/run.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace weir::test {

using fetch::CurlFetcher;
using fetch::Error;
using fetch::Options;
using fetch::Request;
using fetch::Response;
using Outcome = Result<Response, Error>;
using Kind = Error::Kind;

/// Far more than a machine under load needs for a transfer on loopback.
inline constexpr std::chrono::seconds patience{100};

/// Options for talking to a server on loopback.
inline Options at_loopback() {
    return {.user_agent = "weir-test",
            .timeout = patience,
            .connect_timeout = patience,
            .stall_timeout = patience,
            .private_addresses = fetch::PrivateAddresses::always,
            .proxy = {}};
}

/// A loopback server and a fetcher that may talk to it.
struct Fetching {
    explicit Fetching(Options options = at_loopback(), LoopbackServer::Options serving = {})
        : server(std::move(serving)), fetcher(std::move(options)) {}

    Outcome get(Request request) {
        return run(context, fetcher.fetch(std::move(request)), patience);
    }
    Outcome get(std::string_view path) { return get(Request{.url = server.url(path)}); }
    /// The answer; the test fails when there is none.
    Response answer(Request request) {
        auto outcome = get(std::move(request));
        if (!outcome) throw std::runtime_error(outcome.error().detail);
        return std::move(*outcome);
    }
    Response answer(std::string_view path) { return answer(Request{.url = server.url(path)}); }
    /// The error; the test fails when there is an answer.
    Error error(Request request) {
        auto outcome = get(std::move(request));
        if (outcome) throw std::runtime_error("an answer came where an error was expected");
        return std::move(outcome.error());
    }
    Error error(std::string_view path) { return error(Request{.url = server.url(path)}); }

    boost::asio::io_context context;  // Outlives the fetcher, which posts to it.
    LoopbackServer server;
    CurlFetcher fetcher;
};

}  // namespace weir::test
