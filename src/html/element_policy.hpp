#pragma once

#include "html/anchors.hpp"
#include "html/attribute.hpp"
#include "html/element.hpp"

#include <string>
#include <string_view>

namespace weir::html {

/// Appends ` name="value"`, escaped; `value` is plain text.
void append_attribute(std::string& out, std::string_view name, std::string_view value);

/// The allow-list of attributes: what each kept element may carry, and what it always gets.
class ElementPolicy {
public:
    /// `base` and `anchors` must outlive the policy.
    ElementPolicy(std::string_view base, Anchors& anchors) : base_(base), anchors_(anchors) {}

    /// Appends the attributes of a start tag, each with its leading blank, in a fixed order.
    /// Not for <img>, <iframe> and <source>, whose addresses decide whether they stay at all.
    void append(Element element, const Attributes& attributes, std::string& out) const;

    /// What any element may carry: id, title, lang, dir.
    void append_global(Element element, const Attributes& attributes, std::string& out) const;

private:
    void append_link(const Attributes& attributes, std::string& out) const;
    void append_media(Element element, const Attributes& attributes, std::string& out) const;
    void append_list(Element element, const Attributes& attributes, std::string& out) const;
    void append_cell(const Attributes& attributes, std::string& out) const;
    void append_url(std::string_view name, std::string_view value, bool media,
                    std::string& out) const;

    std::string_view base_;
    Anchors& anchors_;
};

/// width and height in whole pixels, where given so.
void append_size(const Attributes& attributes, std::string& out);

}  // namespace weir::html
