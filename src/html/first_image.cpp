#include "html/attribute.hpp"
#include "html/entities.hpp"
#include "html/sanitize.hpp"
#include "html/tokenizer.hpp"

namespace weir::html {

std::string first_image(std::string_view sanitized) {
    Tokenizer tokenizer(sanitized);
    Token token;
    while (tokenizer.next(token)) {
        if (token.kind != Token::Kind::start_tag || token.element != Element::img) continue;
        const std::string_view source = Attributes(token.attributes)[Name::src];
        if (source.empty() || source.starts_with("data:")) continue;
        return decode_references(source, Context::attribute);
    }
    return {};
}

}  // namespace weir::html
