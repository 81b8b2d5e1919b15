#include "parse/json_feed.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "dates/dates.hpp"
#include "html/text.hpp"
#include "parse/draft.hpp"
#include "parse/excerpt.hpp"
#include "parse/json_repair.hpp"
#include "parse/json_values.hpp"
#include "parse/language.hpp"
#include "parse/links.hpp"
#include "parse/notices_feed.hpp"
#include "parse/people.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

namespace weir::parse {
namespace {

// JSON Feed itself nests four levels; the rest is for extensions, which are not read.
constexpr std::size_t most_depth = 32;
constexpr std::size_t most_attachments = 500;

/// The reader of one document.
class Reader {
public:
    Reader(std::string base, Format format, NoticeList& notices)
        : base_(std::move(base)), notices_(notices), finisher_(notices, format) {}

    ParsedFeed read(const json::object& object) {
        FeedDraft draft;
        read_feed(object, draft);
        for (const json::value* value : list_of(object, "items")) {
            if (const json::object* item = value->if_object()) {
                if (finisher_.full()) break;
                read_item(*item);
            } else {
                note_type("An item", "an object");
            }
        }
        return finisher_.finish(std::move(draft));
    }

private:
    void read_feed(const json::object& object, FeedDraft& draft) {
        Feed& feed = draft.feed;
        draft.title.offer(0, plain_line(text_of(object, "title")));
        draft.description.offer(0, plain_line(text_of(object, "description")));
        draft.url.offer(0, page(object, "home_page_url"));
        draft.feed_url.offer(0, page(object, "feed_url"));
        feed.next_url = page(object, "next_url");
        draft.icon.offer(0, image(object, "icon"));
        feed.favicon = image(object, "favicon");
        feed.expired = flag_of(object, "expired").value_or(false);
        draft.language.offer(0, language(object));
        draft.authors.add(authors(object));
        for (const json::value* value : list_of(object, "hubs")) {
            const json::object* hub = value->if_object();
            if (hub == nullptr) continue;
            std::string url = page(*hub, "url");
            if (!url.empty()) feed.hubs.push_back({text_of(*hub, "type"), std::move(url)});
        }
    }

    void read_item(const json::object& object) {
        EntryDraft draft;
        draft.id.offer(0, text_of(object, "id"));
        draft.url.offer(0, page(object, "url"));
        if (url::is_http(draft.id.value())) draft.url.offer(1, page_url("", draft.id.value()));
        draft.entry.external_url = page(object, "external_url");
        draft.title.offer(0, plain_line(text_of(object, "title")));
        draft.image.offer(0, image(object, "image"));
        draft.entry.banner_image = image(object, "banner_image");
        offer_date(draft.published, object, "date_published");
        offer_date(draft.updated, object, "date_modified");
        draft.language.offer(0, language(object));
        draft.authors.add(authors(object));
        read_texts(object, draft);
        for (const json::value* tag : list_of(object, "tags")) {
            draft.add_tag(plain_line(text_of(*tag)));
        }
        for (const json::value* value : list_of(object, "attachments")) {
            if (const json::object* one = value->if_object()) read_attachment(*one, draft.entry);
        }
        finisher_.add(std::move(draft), {});
    }

    void read_texts(const json::object& object, EntryDraft& draft) {
        if (std::string html = text_of(object, "content_html"); !html.empty()) {
            draft.full.offer(0, {std::move(html), true, base_, {}});
        } else if (std::string text = text_of(object, "content_text"); !text.empty()) {
            draft.full.offer(0, {std::move(text), false, base_, {}});
        }
        if (std::string summary = text_of(object, "summary"); !summary.empty()) {
            const bool is_html = html::looks_like_html(summary);
            draft.brief.offer(0, {std::move(summary), is_html, base_, {}});
        }
    }

    void read_attachment(const json::object& object, Entry& entry) {
        if (entry.enclosures.size() >= most_attachments) return;
        Enclosure enclosure;
        enclosure.url = safe_url(base_, text_of(object, "url"));
        if (enclosure.url.empty()) {
            notices_.add(code::enclosure_without_url, 0, "An attachment has no usable address.");
            return;
        }
        enclosure.media_type = lower(squeeze(text_of(object, "mime_type")));
        enclosure.title = plain_line(text_of(object, "title"));
        enclosure.length = count_of(object, "size_in_bytes");
        enclosure.duration = number_of(object, "duration_in_seconds");
        entry.enclosures.push_back(std::move(enclosure));
    }

    /// 1.1's list and 1.0's single author, each an object or, wrongly, a name.
    std::vector<Person> authors(const json::object& object) {
        std::vector<Person> people;
        for (const std::string_view member : {"authors", "author"}) {
            for (const json::value* value : list_of(object, member)) {
                if (const json::object* one = value->if_object()) {
                    merge_people(people, person(*one));
                } else {
                    note_type(member, "an object");
                    merge_people(people, read_people(text_of(*value)));
                }
            }
        }
        return people;
    }

    std::vector<Person> person(const json::object& object) {
        Person person;
        person.name = plain_line(text_of(object, "name"));
        person.url = safe_url(base_, text_of(object, "url"));
        person.avatar = image(object, "avatar");
        person.email = squeeze(text_of(object, "email"));
        if (istarts_with(person.url, "mailto:")) {
            if (person.email.empty()) person.email = person.url.substr(7);
            person.url.clear();
        }
        if (person == Person{}) return {};
        return {std::move(person)};
    }

    void offer_date(Ranked<Instant>& date, const json::object& object, std::string_view member) {
        const std::string text = text_of(object, member);
        if (text.empty()) return;
        if (const auto read = dates::parse(text)) {
            date.offer(0, *read);
        } else {
            notices_.add(code::invalid_date, 0,
                         fmt::format("{}: '{}' is no date.", member, excerpt(text)));
        }
    }

    std::string language(const json::object& object) {
        const std::string text = text_of(object, "language");
        std::string tag = language_tag(text);
        if (tag.empty() && !text.empty()) {
            notices_.add(code::invalid_language, 0,
                         fmt::format("'{}' is no language tag (BCP 47).", excerpt(text)));
        }
        return tag;
    }

    std::string page(const json::object& object, std::string_view member) {
        const std::string text = text_of(object, member);
        return noted(member, text, page_url(base_, text));
    }

    std::string image(const json::object& object, std::string_view member) {
        const std::string text = text_of(object, member);
        return noted(member, text, image_url(base_, text));
    }

    std::string noted(std::string_view member, std::string_view text, std::string url) {
        if (url.empty() && !text.empty()) {
            notices_.add(code::unsafe_url, 0,
                         fmt::format("{}: the address '{}' is left out.", member, excerpt(text)));
        }
        return url;
    }

    void note_type(std::string_view what, std::string_view wanted) {
        notices_.add(code::json_type, 0, fmt::format("{} is not {}.", what, wanted));
    }

    std::string base_;
    NoticeList& notices_;
    Finisher finisher_;
};

json::parse_options options() {
    json::parse_options options;
    options.max_depth = most_depth + 1;
    return options;
}

bool parse_strictly(std::string_view text, json::value& out, std::string& why) {
    json::error_code error;
    out = json::parse(json::string_view{text.data(), text.size()}, error, {}, options());
    if (error) why = error.message();
    return !error;
}

/// The document's format; absent when it is JSON of another kind. Without a version, a title or
/// address beside the items must speak for a feed: many programs answer with "items".
std::optional<Format> format_of(const json::object& object, NoticeList& notices) {
    const std::string version = text_of(object, "version");
    const std::size_t start = ifind(version, "jsonfeed.org/version/");
    if (start == std::string::npos) {
        const json::value* items = object.if_contains("items");
        const bool named = object.contains("title") || object.contains("home_page_url") ||
                           object.contains("feed_url");
        if (items == nullptr || !items->is_array() || !named) return std::nullopt;
        notices.add(code::unknown_version, 0, "There is no JSON Feed version.");
        return Format::json_11;
    }
    std::string_view number = std::string_view{version}.substr(start + 21);
    while (number.ends_with('/')) number.remove_suffix(1);
    if (number == "1" || number == "1.0") return Format::json_10;
    if (number != "1.1") {
        notices.add(code::unknown_version, 0,
                    fmt::format("JSON Feed version '{}' is not known.", excerpt(number)));
    }
    return Format::json_11;
}

}  // namespace

Result<ParsedFeed, Error> read_json_feed(std::string_view text, std::string_view base_url,
                                         NoticeList& notices) {
    json::value document;
    std::string why;
    if (!parse_strictly(text, document, why)) {
        notices.add(code::json_syntax, 0, fmt::format("The JSON is not well-formed ({}).", why));
        if (!parse_strictly(repair_json(text, most_depth), document, why)) document = nullptr;
    }
    const json::object* object = document.if_object();
    const auto format = object == nullptr ? std::nullopt : format_of(*object, notices);
    if (!format) return fail(Error{Error::Kind::not_a_feed, "it is JSON, but no JSON Feed"});
    std::string base{base_url};
    for (const std::string_view member : {"home_page_url", "feed_url"}) {
        const std::string url = text_of(*object, member);
        if (base.empty() && url::is_http(url)) base = url;
    }
    return Reader{std::move(base), *format, notices}.read(*object);
}

}  // namespace weir::parse
