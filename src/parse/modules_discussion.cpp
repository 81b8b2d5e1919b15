#include "base/text.hpp"
#include "parse/fields.hpp"
#include "parse/links.hpp"
#include "parse/modules.hpp"

/// Comments and replies: slash, wfw, thr (RFC 4685). And sy, the rhythm that a feed announces.
namespace weir::parse {
namespace {

constexpr std::size_t most_replies = 100;

void read_reply(const Element& element, EntryDraft& draft) {
    auto& replies = draft.entry.in_reply_to;
    if (replies.size() >= most_replies) return;
    InReplyTo reply{std::string{element.attribute("ref")},
                    page_url(element, element.attribute("href"))};
    if (!reply.ref.empty() || !reply.url.empty()) replies.push_back(std::move(reply));
}

std::optional<double> minutes_of(std::string_view period) {
    struct Row {
        std::string_view word;
        double minutes;
    };
    // The module names periods only; a month counts 30 days, a year 365.
    static constexpr Row rows[] = {
        {"hourly", 60}, {"daily", 1440}, {"weekly", 10080}, {"monthly", 43200}, {"yearly", 525600},
        {"hour", 60},   {"day", 1440},   {"week", 10080},   {"month", 43200},   {"year", 525600}};
    for (const Row& row : rows) {
        if (iequals(period, row.word)) return row.minutes;
    }
    return std::nullopt;
}

}  // namespace

void read_discussion(const Element& element, EntryDraft& draft) {
    Entry& entry = draft.entry;
    switch (element.name()) {
        case "comments"_name:
        case "total"_name:
            if (!entry.comments_count) entry.comments_count = read_number(element);
            return;
        case "commentRss"_name:
            if (entry.comments_feed.empty()) {
                entry.comments_feed = page_url(element, address_in(element));
            }
            return;
        case "in-reply-to"_name:
            return read_reply(element, draft);
        default:
            return;
    }
}

void read_syndication(const Element& element, FeedDraft& draft) {
    if (element.name() == "updatePeriod"_name && !draft.update_period) {
        draft.update_period = minutes_of(element.text());
    } else if (element.name() == "updateFrequency"_name && !draft.update_frequency) {
        const auto times = read_number(element);
        if (times && *times > 0) draft.update_frequency = static_cast<double>(*times);
    }
}

}  // namespace weir::parse
