#include "html/foreign.hpp"

#include "html/name_table.hpp"

#include <algorithm>
#include <array>

namespace weir::html {
namespace {

bool breaks_out(Element element) {
    using enum Element;
    static constexpr auto breakers = std::to_array<Element>(
        {b,     big,   blockquote, body,   br,   center, code,  dd, div,  dl,   dt,
         em,    embed, h1,         h2,     h3,   h4,     h5,    h6, head, hr,   i,
         img,   li,    listing,    menu,   meta, nobr,   ol,    p,  pre,  ruby, s,
         small, span,  strong,     strike, sub,  sup,    table, tt, u,    ul,   var});
    return std::find(breakers.begin(), breakers.end(), element) != breakers.end();
}

// Elements of SVG and MathML in which HTML may stand.
bool holds_html(std::string_view name) {
    static constexpr NameTable<9> names{std::array<std::string_view, 9>{
        "foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"}};
    return names.find(name) < 9;
}

bool is_structure(Element element) {
    return has(element, Trait::block | Trait::table_part);
}

}  // namespace

bool skip_foreign(Tokenizer& tokenizer, Token& token, const std::function<bool(Element)>& is_open) {
    if (token.self_closing) return false;
    const Element root = token.element;
    tokenizer.set_foreign(true);
    bool ended_early = false;
    std::size_t html_parents = 0;
    for (std::size_t depth = 1; depth > 0 && tokenizer.next(token);) {
        const bool start = token.kind == Token::Kind::start_tag;
        if (!start && token.kind != Token::Kind::end_tag) continue;
        if (html_parents == 0) {
            ended_early = start ? breaks_out(token.element)
                                : is_structure(token.element) && is_open(token.element);
            if (ended_early) break;
        }
        if (start && token.self_closing) continue;
        if (token.element == root) start ? ++depth : --depth;
        if (!holds_html(token.text)) continue;
        if (start)
            ++html_parents;
        else if (html_parents > 0)
            --html_parents;
    }
    tokenizer.set_foreign(false);
    return ended_early;
}

}  // namespace weir::html
