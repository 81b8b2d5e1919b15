#include "cli/document.hpp"

#include "base/url.hpp"
#include "base/version.hpp"
#include "cli/session.hpp"
#include "config/file.hpp"
#include "fetch/curl_fetcher.hpp"
#include "poll/verdict.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

namespace weir::cli {
namespace {

using Fetched = Result<fetch::Response, fetch::Error>;

constexpr auto any_length = std::numeric_limits<std::size_t>::max();

std::string bytes_of(Result<std::string, std::error_code> read, const std::string& name) {
    if (!read) throw Failure(fmt::format("{}: {}", name, read.error().message()));
    return std::move(*read);
}

/// Whoever types an address means it: private ones are allowed here.
fetch::Response download(const std::string& url) {
    fetch::Options options;
    options.user_agent = fmt::format("weir/{}", version);
    options.private_addresses = fetch::PrivateAddresses::always;
    boost::asio::io_context loop;
    fetch::CurlFetcher fetcher(options);
    std::optional<Fetched> answer;
    std::exception_ptr thrown;
    boost::asio::co_spawn(loop, fetcher.fetch({.url = url}),
                          [&](std::exception_ptr error, Fetched result) {
                              thrown = error;
                              answer = std::move(result);
                          });
    loop.run();
    if (thrown) std::rethrow_exception(thrown);
    if (!*answer) throw Failure(fmt::format("{}: {}", url, answer->error().detail));
    const auto verdict = poll::judge(**answer, false);
    if (verdict.kind != poll::Verdict::Kind::body)
        throw Failure(fmt::format("{}: {}", url, verdict.error));
    return std::move(**answer);
}

}  // namespace

std::string local_path(const std::string& name) {
    return name.starts_with("file://") ? url::percent_decode(name.substr(7)) : name;
}

Document read_document(const std::string& name, const Arguments& arguments) {
    Document document;
    document.name = name;
    if (name == "-") {
        document.bytes = bytes_of(config::read_stream(stdin, any_length), "stdin");
    } else if (url::is_http(name)) {
        auto response = download(name);
        document.bytes = std::move(response.body);
        document.url = std::move(response.url);
        document.content_type = std::move(response.content_type);
    } else {
        const auto path = local_path(name);
        document.bytes = bytes_of(config::read_file(path, any_length), path);
    }
    if (!arguments.url.empty()) document.url = arguments.url;
    if (!arguments.content_type.empty()) document.content_type = arguments.content_type;
    return document;
}

}  // namespace weir::cli
