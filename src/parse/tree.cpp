#include "parse/tree.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "parse/excerpt.hpp"
#include "parse/language.hpp"
#include "parse/notices.hpp"
#include "parse/notices_feed.hpp"

#include <fmt/core.h>
#include <pugixml.hpp>

#include <algorithm>

namespace weir::parse {
namespace {

// More declarations on one element serve no feed, and every prefixed name below is looked up in
// them one by one.
constexpr std::size_t most_bindings = 128;

/// xml:base may be relative, or name a place that documents come from. Anything else
/// ("javascript:", "data:", "file:") would make links of it.
bool usable_base(std::string_view base) {
    const std::string scheme = url::scheme(base);
    return scheme.empty() || scheme == "http" || scheme == "https" || scheme == "ftp";
}

/// The prefix of "a:b", empty for "b".
std::string_view prefix_of(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

}  // namespace

Tree::Tree(const XmlText& text, NoticeList& notices)
    : buffer_(text.text),
      document_(std::make_unique<pugi::xml_document>()),
      text_(text),
      notices_(notices) {
    const auto result = document_->load_buffer_inplace(buffer_.data(), buffer_.size(),
                                                       pugi::parse_default | pugi::parse_ws_pcdata,
                                                       pugi::encoding_utf8);
    well_formed_ = static_cast<bool>(result);
}

Tree::~Tree() = default;

pugi::xml_node Tree::document() const {
    return *document_;
}

void Tree::forget_scopes() {
    scopes_.clear();
}

void Tree::set_base(std::string base) {
    forget_scopes();
    outermost_.base = std::move(base);
}

void Tree::set_vocabulary(Ns core, std::string_view uri, bool plain) {
    forget_scopes();
    core_ = core;
    core_uri_ = trim(uri);
    plain_is_core_ = plain;
}

Element Tree::element_at(pugi::xml_node node) {
    std::vector<pugi::xml_node> ancestors;
    for (auto up = node.parent(); up && up.type() == pugi::node_element; up = up.parent()) {
        ancestors.push_back(up);
    }
    const Scope* scope = &outermost_;
    for (auto it = ancestors.rbegin(); it != ancestors.rend(); ++it) scope = &scope_of(*scope, *it);
    return enter(*scope, node);
}

Element Tree::enter(const Scope& outer, pugi::xml_node node) {
    const Scope& scope = scope_of(outer, node);
    const std::string_view name = node.name();
    const std::string_view prefix = prefix_of(name);
    if (!prefix.empty()) {
        const KnownName local = known_name(name.substr(prefix.size() + 1));
        return {*this, scope, node, prefix_ns(scope, prefix, node), local};
    }
    Ns ns = scope.default_ns;
    if (ns == Ns::none && plain_is_core_) ns = core_;
    return {*this, scope, node, ns, known_name(name)};
}

const Scope& Tree::scope_of(const Scope& outer, pugi::xml_node node) {
    Scope* scope = nullptr;
    const auto own = [&]() -> Scope& {
        if (scope == nullptr) {
            scope = &scopes_.emplace_back(
                Scope{&outer, outer.base, outer.has_base, outer.language, outer.default_ns, {}});
        }
        return *scope;
    };
    for (const auto attribute : node.attributes()) {
        const std::string_view name = attribute.name();
        if (!name.starts_with("xml")) continue;
        const std::string_view value = trim(attribute.value());
        if (name == "xml:base") {
            if (usable_base(value)) {
                if (value.empty()) continue;
                own().base = url::resolve(outer.base, value);
                scope->has_base = true;
            } else {
                notice(node, code::invalid_base,
                       fmt::format("The xml:base '{}' is no place of a document; it is ignored.",
                                   excerpt(value)));
            }
        } else if (name == "xml:lang") {
            own().language = language_tag(value);
            if (scope->language.empty() && !value.empty()) {
                notice(node, code::invalid_language,
                       fmt::format("'{}' is no language tag (BCP 47).", excerpt(value)));
            }
        } else if (name == "xmlns") {
            bind(own(), {}, value, node);
        } else if (name.starts_with("xmlns:")) {
            bind(own(), name.substr(6), value, node);
        }
    }
    return scope == nullptr ? outer : *scope;
}

void Tree::bind(Scope& scope, std::string_view prefix, std::string_view uri, pugi::xml_node node) {
    Ns ns = ns_of_uri(uri);
    const bool core = !core_uri_.empty() && uri == core_uri_;
    if (core && (prefix.empty() || ns == Ns::other)) ns = core_;
    if (prefix.empty()) {
        scope.default_ns = ns;
        return;
    }
    // An empty URI undeclares nothing in XML 1.0 namespaces: as if the prefix were not declared.
    if (ns == Ns::none || scope.bindings.size() >= most_bindings) return;
    if (ns == Ns::other && ns_of_prefix(prefix) != Ns::none) {
        notice(node, code::unknown_namespace,
               fmt::format("The prefix '{}' stands for '{}', which no specification uses.",
                           excerpt(prefix), excerpt(uri)));
    }
    scope.bindings.push_back({prefix, ns});
}

Ns Tree::find_prefix(const Scope& scope, std::string_view prefix) const {
    if (prefix == "xml") return Ns::xml;
    for (const Scope* at = &scope; at != nullptr; at = at->outer) {
        const auto found = std::find_if(at->bindings.rbegin(), at->bindings.rend(),
                                        [&](const auto& b) { return b.prefix == prefix; });
        if (found != at->bindings.rend()) return found->ns;
    }
    return Ns::none;
}

Ns Tree::prefix_ns(const Scope& scope, std::string_view prefix, pugi::xml_node node) {
    if (const Ns found = find_prefix(scope, prefix); found != Ns::none) return found;
    const Ns usual = ns_of_prefix(prefix);
    note_undeclared(prefix, usual, node);
    return usual == Ns::none ? Ns::other : usual;
}

void Tree::note_undeclared(std::string_view prefix, Ns usual, pugi::xml_node node) {
    // Enough to learn from; a document may make up a new one for each element.
    constexpr std::size_t most = 20;
    const bool known =
        std::find(undeclared_.begin(), undeclared_.end(), prefix) != undeclared_.end();
    if (quiet_ || known || undeclared_.size() >= most) return;
    undeclared_.emplace_back(prefix);
    notice(node, code::undeclared_prefix,
           fmt::format("The prefix '{}' is not declared; {}.", excerpt(prefix),
                       usual == Ns::none ? "its elements are skipped" : "it is read as usual"));
}

Ns Tree::attribute_ns(const Scope& scope, std::string_view prefix) const {
    if (prefix.empty()) return Ns::none;
    const Ns found = find_prefix(scope, prefix);
    return found == Ns::none ? ns_of_prefix(prefix) : found;
}

void Tree::notice(pugi::xml_node node, std::string_view code, std::string message) {
    if (quiet_) return;
    const auto offset = node.offset_debug();
    const std::size_t line = offset < 0 ? 0 : text_.line_at(static_cast<std::size_t>(offset));
    notices_.add(code, line, std::move(message));
}

}  // namespace weir::parse
