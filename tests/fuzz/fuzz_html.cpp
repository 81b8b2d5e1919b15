#include "base/utf8.hpp"
#include "html/sanitize.hpp"
#include "html/text.hpp"
#include "require.hpp"

#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using weir::fuzz::require;
    const std::string markup = weir::utf8::repaired({reinterpret_cast<const char*>(data), size});
    const weir::html::SanitizeOptions options{.base_url = "https://example.org/a/",
                                              .id_prefix = "x-"};

    const std::string safe = weir::html::sanitize(markup, options);
    require(weir::utf8::valid(safe), "the HTML is valid UTF-8");
    require(safe.size() <= 2 * markup.size() + (std::size_t{64} << 10U), "the HTML is bounded");
    require(safe.find("<script") == std::string::npos, "no script passes");
    require(weir::html::sanitize(safe, options) == safe, "a second pass changes nothing");

    for (const std::string& text : {weir::html::to_text(markup), weir::html::to_line(markup)}) {
        require(weir::utf8::valid(text), "the text is valid UTF-8");
    }
    require(weir::html::to_line(markup).find('\n') == std::string::npos, "a line is one line");
    static_cast<void>(weir::html::looks_like_html(markup));
    static_cast<void>(weir::html::first_image(safe));
    return 0;
}
