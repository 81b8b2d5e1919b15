#include "cli/document.hpp"

#include "base/url.hpp"
#include "base/version.hpp"
#include "cli/session.hpp"
#include "fetch/curl_fetcher.hpp"
#include "poll/verdict.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

namespace weir::cli {
namespace {

using Fetched = Result<fetch::Response, fetch::Error>;

std::string read_stream(std::FILE* stream, const std::string& name) {
    std::string bytes;
    std::array<char, 65536> buffer;
    for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), stream)) > 0;)
        bytes.append(buffer.data(), got);
    if (std::ferror(stream) != 0)
        throw Failure(fmt::format("{}: {}", name, std::generic_category().message(errno)));
    return bytes;
}

std::string read_file(const std::string& name) {
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    const std::unique_ptr<std::FILE, Close> file(std::fopen(name.c_str(), "rbe"));
    if (!file) throw Failure(fmt::format("{}: {}", name, std::generic_category().message(errno)));
    return read_stream(file.get(), name);
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

Document read_document(const std::string& name, const Arguments& arguments) {
    Document document;
    document.name = name;
    if (name == "-") {
        document.bytes = read_stream(stdin, "stdin");
    } else if (url::is_http(name)) {
        auto response = download(name);
        document.bytes = std::move(response.body);
        document.url = std::move(response.url);
        document.content_type = std::move(response.content_type);
    } else {
        document.bytes =
            read_file(name.starts_with("file://") ? url::percent_decode(name.substr(7)) : name);
    }
    if (!arguments.url.empty()) document.url = arguments.url;
    if (!arguments.content_type.empty()) document.content_type = arguments.content_type;
    return document;
}

}  // namespace weir::cli
