#include "parse/markup.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "html/text.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace weir::parse {
namespace {

std::string_view local_name(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_void(std::string_view name) {
    static constexpr std::string_view names[] = {"area",  "base",   "br",    "col",  "embed",
                                                 "hr",    "img",    "input", "link", "meta",
                                                 "param", "source", "track", "wbr"};
    return std::any_of(std::begin(names), std::end(names),
                       [&](std::string_view v) { return iequals(v, name); });
}

bool holds_url(std::string_view attribute) {
    return attribute == "href" || attribute == "src" || attribute == "cite" ||
           attribute == "poster";
}

void append_escaped(std::string& out, std::string_view text) {
    if (text.find_first_of("&<>\"'") == std::string_view::npos) {
        out += text;
    } else {
        out += escape_markup(text);
    }
}

/// Writes the nodes below one element, depth first, without recursion.
class Writer {
public:
    Writer(const Element& element, TextBetween between)
        : root_(element.node()), outer_base_(element.base()), between_(between) {}

    std::string write() {
        auto node = root_.first_child();
        while (node) {
            const bool entered = open(node);
            if (entered) {
                node = node.first_child();
                continue;
            }
            while (node && !node.next_sibling()) {
                node = node.parent();
                if (node == root_) return std::move(out_);
                close(node);
            }
            node = node.next_sibling();
        }
        return std::move(out_);
    }

private:
    /// Writes what stands before a node's children; true when they are to be written next.
    bool open(pugi::xml_node node) {
        switch (node.type()) {
            case pugi::node_pcdata:
                write_text(node.value(),
                           between_ == TextBetween::mixed && html::looks_like_html(node.value()));
                return false;
            case pugi::node_cdata:
                write_text(node.value(), between_ == TextBetween::mixed);
                return false;
            case pugi::node_element:
                break;
            default:
                return false;
        }
        const std::string_view name = local_name(node.name());
        write_start(node, name);
        if (is_void(name)) return false;
        if (node.first_child()) return true;
        close(node);
        return false;
    }

    void write_text(std::string_view text, bool markup) {
        if (markup) {
            out_ += text;
        } else {
            append_escaped(out_, text);
        }
    }

    void write_start(pugi::xml_node node, std::string_view name) {
        if (const auto base = node.attribute("xml:base"); base && !is_void(name)) {
            bases_.emplace_back(node, url::resolve(current_base(), base.value()));
        }
        out_ += '<';
        out_ += name;
        for (const auto attribute : node.attributes()) {
            const std::string_view full = attribute.name();
            if (full.starts_with("xmlns") || full == "xml:base") continue;
            out_ += ' ';
            out_ += local_name(full);
            out_ += "=\"";
            if (!bases_.empty() && holds_url(full)) {
                append_escaped(out_, resolved(attribute.value()));
            } else {
                append_escaped(out_, attribute.value());
            }
            out_ += '"';
        }
        out_ += '>';
    }

    std::string resolved(std::string_view reference) const {
        if (trim(reference).starts_with('#')) return std::string{reference};
        return url::resolve(current_base(), reference);
    }

    void close(pugi::xml_node node) {
        out_ += "</";
        out_ += local_name(node.name());
        out_ += '>';
        if (!bases_.empty() && bases_.back().first == node) bases_.pop_back();
    }

    const std::string& current_base() const {
        return bases_.empty() ? outer_base_ : bases_.back().second;
    }

    pugi::xml_node root_;
    const std::string& outer_base_;
    TextBetween between_;
    std::vector<std::pair<pugi::xml_node, std::string>> bases_;
    std::string out_;
};

}  // namespace

std::string inner_html(const Element& element, TextBetween between) {
    return Writer{element, between}.write();
}

Element without_wrapper(const Element& element) {
    for (auto node = element.node().first_child(); node; node = node.next_sibling()) {
        const bool text = node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
        if (text && !trim(node.value()).empty()) return element;
    }
    const auto children = element.children();
    return children.size() == 1 && children.front().name() == "div"_name ? children.front()
                                                                         : element;
}

}  // namespace weir::parse
