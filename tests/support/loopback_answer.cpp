#include "support/loopback_answer.hpp"

#include "base/text.hpp"
#include "support/coding.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace weir::test {
namespace {

constexpr std::size_t chunk_size = 16384;

std::string_view reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 226:
            return "IM Used";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 304:
            return "Not Modified";
        case 404:
            return "Not Found";
        case 410:
            return "Gone";
        case 429:
            return "Too Many Requests";
        case 503:
            return "Service Unavailable";
        default:
            return "Scripted";
    }
}

bool has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

/// `complete` adds the last chunk.
std::string chunked(std::string_view body, bool complete) {
    std::string out;
    for (std::size_t at = 0; at < body.size(); at += chunk_size) {
        const auto part = body.substr(at, chunk_size);
        out += fmt::format("{:x}\r\n{}\r\n", part.size(), part);
    }
    return complete ? out + "0\r\n\r\n" : out;
}

}  // namespace

Seen parse_head(std::string_view head) {
    Seen seen;
    auto lines = split(head, '\n');
    const auto words = split(trim(lines.front()), ' ');
    seen.method = words.front();
    if (words.size() > 1) seen.target = words[1];
    seen.path = seen.target.substr(0, seen.target.find('?'));
    for (auto line = lines.begin() + 1; line != lines.end(); ++line) {
        const auto colon = line->find(':');
        if (colon == std::string_view::npos) continue;
        seen.headers.push_back(
            {std::string(line->substr(0, colon)), std::string(trim(line->substr(colon + 1)))});
    }
    return seen;
}

std::string wire_answer(const Scripted& scripted, bool head_only) {
    if (scripted.raw) return *scripted.raw;
    std::string out = fmt::format("HTTP/1.1 {} {}\r\n", scripted.status, reason(scripted.status));
    for (const auto& header : scripted.headers)
        out += fmt::format("{}: {}\r\n", header.name, header.value);
    if (scripted.close_after) out += "Connection: close\r\n";
    if (!has_body(scripted.status)) return out + "\r\n";

    std::string encoded;
    if (!scripted.coding.empty()) {
        encoded = encode(scripted.coding, scripted.body);
        out += fmt::format("Content-Encoding: {}\r\n", scripted.coding);
    }
    std::string_view body = scripted.coding.empty() ? scripted.body : encoded;
    if (scripted.chunked)
        out += "Transfer-Encoding: chunked\r\n\r\n";
    else
        out += fmt::format("Content-Length: {}\r\n\r\n",
                           scripted.claimed_length.value_or(body.size()));
    if (head_only) return out;
    if (scripted.cut_after) body = body.substr(0, *scripted.cut_after);
    if (scripted.chunked)
        out += chunked(body, !scripted.cut_after);
    else
        out += body;
    return out;
}

bool closes_after(const Scripted& scripted) {
    return scripted.close_after || scripted.drop_after || scripted.raw || scripted.cut_after ||
           scripted.claimed_length;
}

}  // namespace weir::test
