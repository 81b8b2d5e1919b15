#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace weir::html {

/// The places of a document that its own "#" links point at. Their names get a prefix, so that
/// several documents can stand on one page; all other ids are of no use and go.
class Anchors {
public:
    /// Reads the whole markup, but only when it holds a "#" link at all.
    Anchors(std::string_view markup, std::string_view base, std::string_view prefix);

    /// "#name" for a link (references decoded) that points into the document, renamed where the
    /// place exists; empty for other links.
    [[nodiscard]] std::string link(std::string_view href) const;

    /// The new name of a place, the first time it is asked for; empty for others.
    [[nodiscard]] std::string take_name(std::string_view id);

    [[nodiscard]] bool any() const { return !places_.empty(); }

private:
    [[nodiscard]] std::string_view fragment_of(std::string_view href) const;
    [[nodiscard]] bool has_fragment_links(std::string_view markup) const;
    [[nodiscard]] std::string renamed(std::string_view name) const;
    void scan(std::string_view markup);

    std::string_view base_;
    std::string_view prefix_;
    std::unordered_map<std::string, bool> places_;  ///< Name -> it was taken.
};

}  // namespace weir::html
