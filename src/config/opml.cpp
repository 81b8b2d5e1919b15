#include "config/opml.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>

namespace weir::config {
namespace {

/// An attribute by name in any case: programs write xmlUrl, xmlurl and XMLURL.
std::string attribute(const pugi::xml_node& node, std::string_view name) {
    for (const auto& candidate : node.attributes()) {
        if (iequals(candidate.name(), name)) return utf8::repaired(trim(candidate.value()));
    }
    return {};
}

std::string first_of(std::string first, std::string second) {
    return first.empty() ? std::move(second) : std::move(first);
}

void add_tag(std::vector<std::string>& tags, std::string tag) {
    if (!tag.empty() && std::find(tags.begin(), tags.end(), tag) == tags.end()) {
        tags.push_back(std::move(tag));
    }
}

/// Lines by offset, counted on while offsets ascend.
class LineCounter {
public:
    explicit LineCounter(std::string_view text) : text_(text) {}
    int at(std::ptrdiff_t offset) {
        const auto end =
            std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)), text_.size());
        for (; counted_ < end; ++counted_) {
            if (text_[counted_] == '\n') ++line_;
        }
        return line_;
    }

private:
    std::string_view text_;
    std::size_t counted_ = 0;
    int line_ = 1;
};

/// Walks the outlines in document order, without recursion; `folders` is the way down to the
/// current one.
class Walk {
public:
    explicit Walk(std::string_view text) : lines_(text) {}

    std::vector<OpmlFeed> run(const pugi::xml_node& body) {
        pugi::xml_node node = body.first_child();
        while (node) {
            visit(node);
            if (const auto child = node.first_child()) {
                folders_.push_back(folder_name(node));
                node = child;
                continue;
            }
            while (node && node != body && !node.next_sibling()) {
                node = node.parent();
                if (node && node != body) folders_.pop_back();
            }
            if (!node || node == body) break;
            node = node.next_sibling();
        }
        return std::move(feeds_);
    }

private:
    /// Empty for a feed with children: some programs nest without meaning a folder.
    static std::string folder_name(const pugi::xml_node& node) {
        if (!attribute(node, "xmlUrl").empty()) return {};
        return first_of(attribute(node, "text"), attribute(node, "title"));
    }

    void visit(const pugi::xml_node& node) {
        OpmlFeed feed;
        feed.url = attribute(node, "xmlUrl");
        if (feed.url.empty()) return;
        feed.title = first_of(attribute(node, "title"), attribute(node, "text"));
        feed.home = attribute(node, "htmlUrl");
        for (const auto& folder : folders_) add_tag(feed.tags, squeeze(folder));
        // OPML 2.0: comma-separated, each a path like "/Sports/Cricket" or a plain tag.
        const std::string categories = attribute(node, "category");
        for (const auto category : split(categories, ',')) {
            for (const auto part : split(category, '/')) add_tag(feed.tags, squeeze(part));
        }
        feed.line = lines_.at(node.offset_debug());
        feeds_.push_back(std::move(feed));
    }

    LineCounter lines_;
    std::vector<std::string> folders_;
    std::vector<OpmlFeed> feeds_;
};

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
    for (const auto& node : parent.children()) {
        if (iequals(node.name(), name)) return node;
    }
    return {};
}

}  // namespace

Result<std::vector<OpmlFeed>, std::string> read_opml(std::string_view text) {
    pugi::xml_document document;
    const auto result = document.load_buffer(text.data(), text.size());
    const auto root = child(document, "opml");
    if (!root) return fail(std::string("is no OPML: it has no <opml> element"));
    const auto body = child(root, "body");
    if (!body) return fail(std::string("is no OPML: it has no <body> element"));
    // A damaged document would lose feeds without a word.
    if (!result) {
        const auto offset = std::max<std::ptrdiff_t>(result.offset, 0);
        return fail(fmt::format("is damaged in line {}: {}", LineCounter(text).at(offset),
                                result.description()));
    }
    return Walk(text).run(body);
}

}  // namespace weir::config
