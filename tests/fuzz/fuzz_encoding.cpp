#include "base/utf8.hpp"
#include "parse/text.hpp"
#include "require.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

// The first line of the input is the Content-Type, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using weir::fuzz::require;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::size_t line = std::min(input.find('\n'), input.size());
    const std::string_view body = input.substr(std::min(line + 1, input.size()));

    const weir::parse::Decoded decoded = weir::parse::to_utf8(body, input.substr(0, line));
    require(weir::utf8::valid(decoded.text), "the text is valid UTF-8");
    require(!decoded.text.starts_with("\xEF\xBB\xBF"), "the mark is gone");
    require(!decoded.encoding.empty(), "the encoding has a name");
    for (const weir::Notice& notice : decoded.notices) {
        require(weir::utf8::valid(notice.message), "a notice is valid UTF-8");
        require(notice.message.size() < 400, "a notice is short");
    }
    return 0;
}
