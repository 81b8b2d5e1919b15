#pragma once

#include "html/element.hpp"
#include "html/tokenizer.hpp"

#include <functional>

namespace weir::html {

/// Reads on behind the SVG or MathML that the start tag `token` begins. True when HTML ended it
/// early, as the HTML Living Standard has it (section 13.2.6.5): then `token` is that tag and still
/// to be worked on. `is_open` tells which HTML elements stand around it.
[[nodiscard]] bool skip_foreign(Tokenizer& tokenizer, Token& token,
                                const std::function<bool(Element)>& is_open);

}  // namespace weir::html
