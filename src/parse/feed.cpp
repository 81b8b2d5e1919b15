#include "base/text.hpp"
#include "parse/formats.hpp"
#include "parse/json_feed.hpp"
#include "parse/not_a_feed.hpp"
#include "parse/notices.hpp"
#include "parse/parse.hpp"
#include "parse/root.hpp"
#include "parse/text.hpp"
#include "parse/tree.hpp"

#include <pugixml.hpp>

#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weir::parse {
namespace {

void append(std::vector<Notice>& to, std::vector<Notice> from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// One reading of an XML text: the tree, and the feed in it if there is one.
struct Reading {
    Reading(const XmlText& text, const Hints& hints) : tree(text, notices) {
        tree.set_base(hints.base_url);
        root = find_root(tree, notices);
    }

    NoticeList notices;
    Tree tree;
    std::optional<Root> root;
};

ParsedFeed extract(Reading& reading) {
    const Root& root = *reading.root;
    ParsedFeed parsed;
    switch (root.family) {
        case Root::Family::atom:
            parsed = read_atom_document(root.element, root.format, reading.notices);
            break;
        case Root::Family::rss:
            parsed = read_rss_document(root.element, root.format, reading.notices);
            break;
        case Root::Family::cdf:
            parsed = read_cdf_document(root.element, reading.notices);
            break;
    }
    parsed.notices = reading.notices.take();
    return parsed;
}

/// Name of the first top-level element.
std::string first_element(const Tree& tree) {
    for (auto node = tree.document().first_child(); node; node = node.next_sibling()) {
        if (node.type() == pugi::node_element) return node.name();
    }
    return {};
}

/// Strictly first; the repairing tokenizer only when that met an error or no feed. Whatever it
/// makes of a web page is no feed unless it has entries: pages quote feeds in their scripts.
Result<ParsedFeed, Error> read_xml(std::string_view text, const Hints& hints,
                                   std::vector<Notice>& notices) {
    XmlText cleaned = clean_xml(text);
    auto reading = std::make_unique<Reading>(cleaned, hints);
    if (reading->root && reading->tree.well_formed()) {
        append(notices, std::move(cleaned.notices));
        return extract(*reading);
    }
    const std::string first = first_element(reading->tree);
    XmlText repaired = repair_xml(cleaned);
    auto second = std::make_unique<Reading>(repaired, hints);
    append(notices, std::move(cleaned.notices));
    if (!second->root) {
        if (!reading->root) return fail(describe(text, hints.base_url, first));
        return extract(*reading);
    }
    reading.reset();
    append(notices, std::move(repaired.notices));
    ParsedFeed parsed = extract(*second);
    if (parsed.entries.empty() && begins_as_html(text)) {
        return fail(describe(text, hints.base_url, first));
    }
    return parsed;
}

}  // namespace

Result<ParsedFeed, Error> feed(std::string_view bytes, const Hints& hints) {
    if (trim(bytes).empty()) return fail(Error{Error::Kind::empty, "it is empty"});
    Decoded decoded = to_utf8(bytes, hints.content_type);
    const std::string_view text = trim(decoded.text);
    if (text.empty()) return fail(Error{Error::Kind::empty, "it is empty"});

    std::vector<Notice> notices = std::move(decoded.notices);
    Result<ParsedFeed, Error> result;
    if (text.starts_with('{')) {
        NoticeList list;
        result = read_json_feed(text, hints.base_url, list);
        if (result) append(result->notices, list.take());
    } else {
        result = read_xml(decoded.text, hints, notices);
    }
    if (!result) return result;
    append(notices, std::move(result->notices));
    result->notices = std::move(notices);
    return result;
}

}  // namespace weir::parse
