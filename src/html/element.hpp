#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::html {

// clang-format off
/// The elements that any rule of this room speaks of; all others are `unknown`.
enum class Element : std::uint8_t {
    unknown,
    // Kept by the sanitiser.
    a, abbr, address, article, aside, audio, b, bdi, bdo, blockquote, br, caption, cite, code, col,
    colgroup, dd, del, details, dfn, div, dl, dt, em, figcaption, figure, footer, h1, h2, h3, h4,
    h5, h6, header, hr, i, iframe, img, ins, kbd, li, main, mark, ol, p, picture, pre, q, rp, rt,
    ruby, s, samp, section, small, source, span, strong, sub, summary, sup, table, tbody, td,
    tfoot, th, thead, time, tr, tt, u, ul, var, video, wbr,
    // Dropped with their content.
    applet, base, button, canvas, datalist, embed, frame, frameset, link, math, meta, noembed,
    noframes, noscript, object, plaintext, script, select, style, svg, template_, textarea, title,
    xmp,
    // Unwrapped: only the tags go.
    acronym, area, basefont, bgsound, big, body, center, dialog, dir, fieldset, font, form, head,
    hgroup, html, image, input, keygen, label, legend, listing, map, marquee, menu, meter, nav,
    nobr, optgroup, option, output, param, progress, rb, rtc, search, strike, track
};
// clang-format on

inline constexpr std::size_t element_count = static_cast<std::size_t>(Element::track) + 1;

/// What a rule needs to know of an element; bits to be or-ed.
enum Trait : std::uint16_t {
    kept = 1 << 0,        ///< On the sanitiser's allow-list.
    empty = 1 << 1,       ///< A void element: no end tag.
    block = 1 << 2,       ///< Its start tag ends an open <p>; text before and after it is apart.
    special = 1 << 3,     ///< HTML Living Standard section 13.2.4.2, "special".
    formatting = 1 << 4,  ///< Carried on when its parent ends before it ("active formatting").
    dropped = 1 << 5,     ///< Goes with its content.
    barrier = 1 << 6,     ///< Ends the search for an open element ("in scope").
    heading = 1 << 7,
    table_part = 1 << 8,  ///< Has a place only inside <table>.
    raw_text = 1 << 9,    ///< Content is text up to the end tag, without references.
    rcdata = 1 << 10,     ///< Content is text up to the end tag, with references.
};

/// Case of `name` does not matter.
[[nodiscard]] Element element_named(std::string_view name);
[[nodiscard]] std::string_view name_of(Element element);
[[nodiscard]] std::uint16_t traits_of(Element element);
[[nodiscard]] inline bool has(Element element, std::uint16_t traits) {
    return (traits_of(element) & traits) != 0;
}

}  // namespace weir::html
