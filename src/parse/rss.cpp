#include "base/text.hpp"
#include "base/url.hpp"
#include "parse/excerpt.hpp"
#include "parse/fields.hpp"
#include "parse/formats.hpp"
#include "parse/language.hpp"
#include "parse/links.hpp"
#include "parse/modules.hpp"
#include "parse/notices_feed.hpp"
#include "parse/people.hpp"
#include "parse/rss_item.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

/// RSS 0.90 to 2.0 and RSS 1.0: the channel, and the items wherever they stand.
namespace weir::parse {
namespace {

void read_image(const Element& element, FeedDraft& draft) {
    const Element url = element.child(Ns::rss, "url"_name);
    // RSS 1.0's channel only points (rdf:resource) at the image beside it.
    const std::string address = url ? url.text() : address_in(element);
    const std::string image = image_url(url ? url : element, address);
    draft.image.offer(url ? 0 : 1, image);
    draft.icon.offer(1, draft.image.value());
}

void read_ttl(const Element& element, Feed& feed) {
    std::string text = element.text();
    // "60 minutes" and "60.0" mean what they say.
    const auto digits = std::string_view{text}.substr(0, text.find_first_not_of("0123456789"));
    const auto minutes = whole_number(digits);
    if (!minutes) {
        element.notice(code::invalid_number,
                       fmt::format("<ttl>: '{}' is no number of minutes.", excerpt(text)));
    } else if (!feed.ttl_minutes) {
        constexpr std::uint64_t most = 10ULL * 365 * 24 * 60;  // Ten years are never.
        feed.ttl_minutes = static_cast<std::int64_t>(std::min(*minutes, most));
    }
}

void read_skip_hours(const Element& element, Feed& feed) {
    for (const Element& child : element.children()) {
        if (child.name() != "hour"_name) continue;
        const auto number = read_number(child);
        if (!number || *number > 24) continue;
        const int hour = static_cast<int>(*number % 24);  // 0.91 counted to 24.
        const auto& all = feed.skip_hours;
        if (std::find(all.begin(), all.end(), hour) == all.end()) feed.skip_hours.push_back(hour);
    }
}

void read_skip_days(const Element& element, Feed& feed) {
    static constexpr std::array<std::string_view, 7> days = {
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    for (const Element& child : element.children()) {
        if (child.name() != "day"_name) continue;
        const std::string text = child.text();
        for (const std::string_view day : days) {
            const auto& all = feed.skip_days;
            if (!iequals(text, day) || std::find(all.begin(), all.end(), day) != all.end()) {
                continue;
            }
            feed.skip_days.emplace_back(day);
        }
    }
}

/// RSS 2.0 `<cloud>`: where rssCloud takes registrations.
void read_cloud(const Element& element, Feed& feed) {
    const auto domain = element.attribute("domain");
    if (domain.empty()) return;
    const auto port = element.attribute("port");
    const auto path = element.attribute("path");
    std::string address = port == "443" ? "https://" : "http://";
    address += domain;
    if (!port.empty() && port != "80" && port != "443") address.append(":").append(port);
    if (!path.starts_with('/')) address += '/';
    address += path;
    if (std::string url = page_url(element, address); !url.empty()) {
        feed.hubs.push_back({"rssCloud", std::move(url)});
    }
}

void read_publisher(const Element& element, FeedDraft& draft) {
    if (!draft.publisher.wants(0)) return;
    std::vector<Person> people = read_person_element(element);
    if (!people.empty()) draft.publisher.offer(0, std::move(people.front()));
}

void read_generator(const Element& element, FeedDraft& draft) {
    std::string name = plain_line(element);
    if (!name.empty()) draft.generator.offer(1, {std::move(name), {}, {}});
}

/// What the channel says about itself in text, dates and persons.
bool read_description(const Element& element, FeedDraft& draft) {
    switch (element.name()) {
        case "title"_name:
            offer_line(draft.title, 0, element);
            return true;
        case "link"_name:
            offer_page(draft.url, 1, element);
            return true;
        case "description"_name:
            offer_line(draft.description, 0, element);
            return true;
        case "language"_name:
            draft.language.offer(0, language_tag(element.text()));
            return true;
        case "copyright"_name:
            offer_line(draft.copyright, 0, element);
            return true;
        case "category"_name:
            draft.add_tag(plain_line(element));
            return true;
        case "pubDate"_name:
            offer_date(draft.published, 0, element);
            return true;
        case "lastBuildDate"_name:
            offer_date(draft.updated, 0, element);
            return true;
        case "author"_name:
            draft.authors.add(read_person_element(element));
            return true;
        case "managingEditor"_name:
            draft.authors.offer(2, read_person_element(element));
            return true;
        case "webMaster"_name:
            read_publisher(element, draft);
            return true;
        default:
            return false;
    }
}

/// What it says to programs.
bool read_machinery(const Element& element, FeedDraft& draft) {
    switch (element.name()) {
        case "generator"_name:
            read_generator(element, draft);
            return true;
        case "ttl"_name:
            read_ttl(element, draft.feed);
            return true;
        case "image"_name:
            read_image(element, draft);
            return true;
        case "skipHours"_name:
            read_skip_hours(element, draft.feed);
            return true;
        case "skipDays"_name:
            read_skip_days(element, draft.feed);
            return true;
        case "cloud"_name:
            read_cloud(element, draft.feed);
            return true;
        default:
            return false;
    }
}

void read_channel_element(const Element& element, FeedDraft& draft) {
    switch (element.ns()) {
        case Ns::rss:
            if ((read_description(element, draft) || read_machinery(element, draft)) &&
                !element.exact()) {
                element.notice(code::wrong_case, fmt::format("<{}> is written in the wrong case.",
                                                             element.qualified_name()));
            }
            return;
        case Ns::atom:
            return read_atom_feed_element(element, draft, 1);
        default:
            return read_feed_module(element, draft);
    }
}

/// "entry" is Atom's word for it, but the meaning is plain.
bool is_item(const Element& element) {
    return element.is(Ns::rss, "item"_name) || element.is(Ns::rss, "entry"_name);
}

void read_channel(const Element& channel, FeedDraft& draft, Finisher& finisher) {
    for (const Element& child : channel.children()) {
        if (is_item(child)) {
            if (!finisher.full()) read_rss_item(child, finisher);
        } else if (child.is(Ns::rss, "items"_name)) {
            // RSS 1.0's table of contents holds no items, but some feeds wrap theirs in it.
            for (const Element& item : child.children()) {
                if (is_item(item) && !finisher.full()) read_rss_item(item, finisher);
            }
        } else {
            read_channel_element(child, draft);
        }
    }
    if (const auto about = channel.attribute(Ns::rdf, "about"); draft.feed.id.empty()) {
        draft.feed.id = about;
    }
    draft.language.offer(4, channel.language());
}

}  // namespace

std::string rss_site(const Element& root) {
    const auto link_of = [](const Element& channel) -> std::string {
        for (const Element& child : channel.children()) {
            if (!child.is(Ns::rss, "link"_name)) continue;
            std::string url = page_url(child.base(), address_in(child));
            if (url::is_http(url)) return url;
        }
        return {};
    };
    if (root.name() == "channel"_name) return link_of(root);
    const Element channel = root.child(Ns::rss, "channel"_name);
    return channel ? link_of(channel) : std::string{};
}

ParsedFeed read_rss_document(const Element& root, Format format, NoticeList& notices) {
    Finisher finisher{notices, format};
    FeedDraft draft;
    bool has_channel = root.name() == "channel"_name;
    if (has_channel) {
        read_channel(root, draft, finisher);
    } else {
        for (const Element& child : root.children()) {
            if (child.is(Ns::rss, "channel"_name)) {
                has_channel = true;
                read_channel(child, draft, finisher);
            } else if (is_item(child)) {
                if (!finisher.full()) read_rss_item(child, finisher);
            } else if (child.is(Ns::rss, "image"_name)) {
                read_image(child, draft);
            }
        }
    }
    if (!has_channel) root.notice(code::missing_channel, "There is no <channel>.");
    draft.language.offer(5, root.language());
    return finisher.finish(std::move(draft));
}

}  // namespace weir::parse
