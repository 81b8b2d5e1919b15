#include "poll/document.hpp"

#include "base/url.hpp"
#include "config/file.hpp"
#include "identity/identity.hpp"
#include "poll/rules.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace weir::poll {

Result<Document, parse::Error> read_document(const Job& job, const std::string& body,
                                             const parse::Hints& hints, Instant now) {
    auto parsed = parse::feed(body, hints);
    if (!parsed) return fail(std::move(parsed.error()));

    Document document;
    document.format = parsed->format;
    document.entries = parsed->entries.size();
    document.repairs = parsed->notices.size();
    document.about = std::move(parsed->feed);

    const auto& subscription = *job.subscription;
    const auto& title = subscription.title.empty() ? document.about.title : subscription.title;
    auto prepared = identity::prepare(std::move(parsed->entries));
    document.arrivals.reserve(prepared.size());
    for (auto& one : prepared) {
        // A rule on lang: sees what the store will hold.
        if (one.entry.language.empty()) one.entry.language = document.about.language;
        const query::Subject subject{.entry = &one.entry,
                                     .text = one.text,
                                     .feed_name = subscription.name,
                                     .feed_title = title,
                                     .feed_url = subscription.url,
                                     .tags = &subscription.tags,
                                     .date = one.entry.published.value_or(now)};
        auto effect = apply_rules(job.config->rules, subject);
        document.arrivals.push_back({std::move(one), std::move(effect)});
    }
    return document;
}

Result<std::string, fetch::Error> read_file(const std::string& url, std::size_t limit) {
    const auto path = url::percent_decode(url::split(url).path);
    const auto wrong = [&](fetch::Error::Kind kind, std::string detail) {
        return fail(fetch::Error{.kind = kind, .detail = std::move(detail), .url = url});
    };
    auto bytes = config::read_file(path, limit);
    if (bytes) return std::move(*bytes);
    if (bytes.error() == std::errc::file_too_large)
        return wrong(fetch::Error::Kind::too_large,
                     fmt::format("{} is larger than max_body ({} bytes)", path, limit));
    return wrong(fetch::Error::Kind::other,
                 fmt::format("cannot read {}: {}", path, bytes.error().message()));
}

std::string to_string(parse::Error::Kind kind) {
    switch (kind) {
        case parse::Error::Kind::empty:
            return "empty";
        case parse::Error::Kind::html_page:
            return "html-page";
        case parse::Error::Kind::too_large:
            return "too-large";
        case parse::Error::Kind::too_deep:
            return "too-deep";
        case parse::Error::Kind::not_a_feed:
            break;
    }
    return "not-a-feed";
}

}  // namespace weir::poll
