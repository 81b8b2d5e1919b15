#include "base/text.hpp"
#include "cli/changes.hpp"
#include "cli/item_list.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "html/text.hpp"
#include "model/json.hpp"
#include "publish/publish.hpp"
#include "river/merge.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <utility>

namespace weir::cli {
namespace {

std::string authors(const Entry& entry) {
    std::vector<std::string> names;
    for (const auto& person : entry.authors)
        names.push_back(!person.name.empty() ? person.name
                                             : (person.email.empty() ? person.url : person.email));
    return join(names, ", ");
}

/// Plain text as a terminal may show it: line by line, no control characters.
std::string lines(std::string_view text) {
    std::string result;
    for (const auto line : split(text, '\n')) result += harmless(line) + "\n";
    return result;
}

void header(const store::StoredItem& item, bool edited, const Screen& to) {
    const auto line = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) out(fmt::format("{:<10} {}\n", name, harmless(value)));
    };
    if (!item.entry.title.empty())
        out(styled(harmless(item.entry.title), Style::bold, to) + "\n\n");
    line("Feed", item.feed_title.empty() ? item.feed_name
                                         : fmt::format("{} ({})", item.feed_title, item.feed_name));
    line("Author", authors(item.entry));
    line("Date", time_text(item.date, to));
    if (edited) line("Changed", time_text(item.changed, to));
    line("Link", item.entry.url);
    for (const auto& enclosure : item.entry.enclosures)
        line("Enclosure", enclosure.media_type.empty()
                              ? enclosure.url
                              : fmt::format("{} ({})", enclosure.url, enclosure.media_type));
    line("Tags", join(item.entry.tags, ", "));
    for (const auto& source : item.sources)
        if (source.id != item.id)
            line("Also in",
                 fmt::format("{}: {}",
                             source.feed_title.empty() ? source.feed_name : source.feed_title,
                             source.url));
    out("\n");
}

void revisions(store::Reader& reader, ItemId id, const Screen& to) {
    const auto former = reader.revisions(id);
    out("\n" + counted(former.size(), "former version") + "\n");
    for (const auto& revision : former) {
        out(fmt::format("\n--- until {}\n", time_text(revision.at, to)));
        if (!revision.entry.title.empty()) out(harmless(revision.entry.title) + "\n\n");
        out(lines(revision.entry.content_html.empty()
                      ? revision.entry.content_text
                      : html::to_text(revision.entry.content_html)));
    }
}

std::string text_of(const Entry& entry) {
    const auto text =
        entry.content_html.empty() ? entry.content_text : html::to_text(entry.content_html);
    return entry.title + "\n\n" + text;
}

/// What each edit of an item changed, the first edit first.
void differences(const store::StoredItem& item, const std::vector<store::Revision>& former,
                 const Screen& to) {
    out("\n" + counted(former.size(), "edit") + "\n");
    for (std::size_t i = 0; i < former.size(); ++i) {
        const auto& next = i + 1 < former.size() ? former[i + 1].entry : item.entry;
        const auto changed = changed_lines(text_of(former[i].entry), text_of(next), to);
        out(fmt::format("\n--- {}\n{}", time_text(former[i].at, to),
                        changed.empty() ? "Nothing that is read as text changed.\n" : changed));
    }
}

boost::json::value json_item(const config::Config& config, store::StoredItem item) {
    publish::MergedFeed feed;
    feed.public_url = config.server.public_url;
    feed.home = config.server.public_url;
    feed.items.push_back(river::merged(std::move(item)));
    const auto document = boost::json::parse(publish::json(feed));
    return document.as_object().at("items").as_array().at(0);
}

}  // namespace

int show(const Arguments& arguments) {
    const auto id = read_id(arguments.words.front());
    const auto config = load_config(arguments);
    const auto to = screen(arguments);
    store::Reader reader(config->store);
    auto item = reader.item(id);
    if (!item) throw Failure(fmt::format("there is no item {}: `weir items` lists them", id));
    if (arguments.form == Form::json) {
        auto object = json_item(*config, std::move(*item));
        if (arguments.revisions) {
            boost::json::array former;
            for (const auto& revision : reader.revisions(id)) {
                auto one = to_json(revision.entry);
                one["_until"] = rfc3339(revision.at);
                former.emplace_back(std::move(one));
            }
            object.as_object()["_revisions"] = std::move(former);
        }
        out(json_text(object, true) + "\n");
        return 0;
    }
    if (arguments.html) {
        const auto& entry = item->entry;
        out((entry.content_html.empty() ? html::from_text(entry.content_text)
                                        : entry.content_html) +
            "\n");
        return 0;
    }
    header(*item, !reader.revisions(id).empty(), to);
    out(lines(item->text));
    if (arguments.revisions) revisions(reader, id, to);
    if (arguments.diff) differences(*item, reader.revisions(id), to);
    return 0;
}

}  // namespace weir::cli
