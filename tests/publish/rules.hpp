#pragma once

#include "base/instant.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <cstring>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What the W3C feed validator checks, as far as our documents could break it.
namespace weir::test {

class Rules {
public:
    void require(bool holds, std::string_view rule, std::string_view about = {}) {
        if (!holds) broken_.push_back(fmt::format("{}: {}", rule, about.substr(0, 120)));
    }
    [[nodiscard]] const std::vector<std::string>& broken() const { return broken_; }

private:
    std::vector<std::string> broken_;
};

/// Bytes that may stand in an XML document: UTF-8, no controls, no noncharacters.
inline void check_characters(Rules& rules, std::string_view xml) {
    rules.require(utf8::valid(xml), "is UTF-8");
    rules.require(xml.find("]]>") == std::string_view::npos, "holds no ]]>");
    for (std::size_t at = 0; at < xml.size();) {
        const utf8::Decoded decoded = utf8::decode(xml, at);
        const bool is_control =
            (decoded.code < 0x20 && decoded.code != '\n' && decoded.code != '\t') ||
            (decoded.code >= 0x7F && decoded.code <= 0x9F);
        rules.require(!is_control && (decoded.code & 0xFFFE) != 0xFFFE, "holds no controls",
                      xml.substr(at, 20));
        at += decoded.size;
    }
}

inline pugi::xml_document read_xml(const std::string& text) {
    pugi::xml_document document;
    const auto result = document.load_buffer(
        text.data(), text.size(), pugi::parse_full & ~pugi::parse_pi, pugi::encoding_utf8);
    if (!result) throw std::runtime_error(result.description());
    return document;
}

inline void check_url(Rules& rules, std::string_view rule, std::string_view url) {
    rules.require(url::is_http(url) && url::to_ascii(url) == url, rule, url);
}
inline bool has_scheme(std::string_view iri) {
    return !url::split(iri).scheme.empty();
}
inline std::size_t count(const pugi::xml_node& parent, const char* name) {
    std::size_t found = 0;
    for ([[maybe_unused]] const auto& child : parent.children(name)) ++found;
    return found;
}
inline std::string_view text(const pugi::xml_node& parent, const char* name) {
    return parent.child_value(name);
}
inline pugi::xml_node link(const pugi::xml_node& parent, const char* element, const char* rel) {
    return parent.find_child([&](const pugi::xml_node& node) {
        return std::strcmp(node.name(), element) == 0 &&
               std::strcmp(node.attribute("rel").value(), rel) == 0;
    });
}

inline void check_atom_entry(Rules& rules, const pugi::xml_node& entry,
                             std::string_view feed_updated) {
    for (const char* once : {"id", "title", "updated", "published", "source"})
        rules.require(count(entry, once) == 1, "an entry has this once", once);
    rules.require(has_scheme(text(entry, "id")), "an id is an IRI", text(entry, "id"));
    rules.require(!trim(text(entry, "title")).empty(), "a title is not blank");
    rules.require(text(entry, "title").find('\n') == std::string_view::npos, "a title is one line");
    rules.require(from_rfc3339(text(entry, "updated")).has_value(), "a date is RFC 3339");
    rules.require(text(entry, "updated") <= feed_updated, "the feed is as new as its entries");
    rules.require(count(entry, "author") >= 1, "an entry has an author");
    for (const auto& author : entry.children("author")) {
        rules.require(!trim(text(author, "name")).empty(), "an author has a name");
        if (author.child("uri")) check_url(rules, "an author's uri", text(author, "uri"));
        if (author.child("email"))
            rules.require(text(author, "email").find('@') != std::string_view::npos, "an e-mail");
    }
    const bool has_content = entry.child("content");
    rules.require(has_content || link(entry, "link", "alternate"), "a link or content");
    rules.require(has_content || entry.child("summary") || entry.child("link"),
                  "something to read");
    rules.require(count(entry, "content") <= 1, "one content");
    if (has_content)
        rules.require(std::string_view{entry.child("content").attribute("type").value()} == "html",
                      "content is HTML");
    for (const auto& node : entry.children("link")) {
        check_url(rules, "a link is a URL", node.attribute("href").value());
        if (node.attribute("type"))
            rules.require(std::strchr(node.attribute("type").value(), '/') != nullptr,
                          "a media type");
    }
    for (const auto& node : entry.children("category"))
        rules.require(!trim(node.attribute("term").value()).empty(), "a category has a term");
    for (const char* name : {"title", "summary", "rights"})
        for (const auto& node : entry.children(name))
            // Text that looks like markup must say what it is.
            rules.require(
                std::string_view{node.attribute("type").value()} == "html" ||
                    std::string_view{node.child_value()}.find("</") == std::string_view::npos,
                "markup in text is typed", node.child_value());
    const pugi::xml_node source = entry.child("source");
    rules.require(has_scheme(text(source, "id")), "a source has an IRI", text(source, "id"));
    for (const char* once : {"title", "updated"})
        rules.require(!trim(text(source, once)).empty(), "a source has this", once);
    rules.require(link(source, "link", "self"), "a source has its self link");
}

inline std::vector<std::string> broken_atom_rules(const std::string& xml) {
    Rules rules;
    check_characters(rules, xml);
    const pugi::xml_document document = read_xml(xml);
    const pugi::xml_node feed = document.child("feed");
    rules.require(
        std::string_view{feed.attribute("xmlns").value()} == "http://www.w3.org/2005/Atom",
        "is Atom");
    rules.require(has_scheme(text(feed, "id")), "a feed has an IRI");
    rules.require(!text(feed, "title").empty(), "a feed has a title");
    rules.require(from_rfc3339(text(feed, "updated")).has_value(), "a feed has a date");
    for (const char* rel : {"self", "alternate"})
        check_url(rules, rel, link(feed, "link", rel).attribute("href").value());
    std::set<std::string_view> ids;
    for (const auto& entry : feed.children("entry")) {
        rules.require(ids.insert(text(entry, "id")).second, "ids are unique", text(entry, "id"));
        check_atom_entry(rules, entry, text(feed, "updated"));
    }
    return rules.broken();
}

inline void check_rss_item(Rules& rules, const pugi::xml_node& item) {
    rules.require(
        count(item, "guid") == 1 &&
            std::string_view{item.child("guid").attribute("isPermaLink").value()} == "false",
        "a guid that is no permalink");
    rules.require(has_scheme(text(item, "guid")), "a guid is an IRI", text(item, "guid"));
    rules.require(item.child("title") || item.child("description"), "a title or a description");
    rules.require(count(item, "title") <= 1 && count(item, "link") <= 1, "one title, one link");
    rules.require(!item.child("title") || !trim(text(item, "title")).empty(), "no blank title");
    rules.require(!item.child("author"), "no made-up e-mail");
    if (item.child("link")) check_url(rules, "a link is a URL", text(item, "link"));
    const std::string_view date = text(item, "pubDate");
    rules.require(from_http_date(date).has_value() && date.ends_with(" GMT"), "a date in GMT",
                  date);
    rules.require(count(item, "enclosure") <= 1, "one enclosure");
    if (const pugi::xml_node enclosure = item.child("enclosure")) {
        check_url(rules, "an enclosure is a URL", enclosure.attribute("url").value());
        rules.require(std::strchr(enclosure.attribute("type").value(), '/') != nullptr, "its type");
        rules.require(is_ascii_digit(*enclosure.attribute("length").value()), "its length");
    }
    check_url(rules, "a source is a URL", item.child("source").attribute("url").value());
    rules.require(!trim(text(item, "source")).empty(), "a source has a title");
    bool content_seen = false;
    for (const auto& child : item.children()) {
        content_seen = content_seen || std::strcmp(child.name(), "content:encoded") == 0;
        rules.require(!content_seen || std::strcmp(child.name(), "description") != 0,
                      "description comes before content:encoded");
    }
}

inline std::vector<std::string> broken_rss_rules(const std::string& xml) {
    Rules rules;
    check_characters(rules, xml);
    const pugi::xml_document document = read_xml(xml);
    const pugi::xml_node channel = document.child("rss").child("channel");
    for (const char* once : {"title", "link", "description"})
        rules.require(count(channel, once) == 1 && !text(channel, once).empty(), "a channel has",
                      once);
    check_url(rules, "self", link(channel, "atom:link", "self").attribute("href").value());
    rules.require(from_http_date(text(channel, "lastBuildDate")).has_value(), "a date");
    std::set<std::string_view> ids;
    for (const auto& item : channel.children("item")) {
        rules.require(ids.insert(text(item, "guid")).second, "guids are unique",
                      text(item, "guid"));
        check_rss_item(rules, item);
    }
    return rules.broken();
}

}  // namespace weir::test
