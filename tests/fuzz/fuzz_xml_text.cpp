#include "base/utf8.hpp"
#include "parse/text.hpp"
#include "require.hpp"

#include <pugixml.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace {

using weir::fuzz::require;
using weir::parse::XmlText;

void check(const XmlText& xml, std::size_t lines_in) {
    require(weir::utf8::valid(xml.text), "the text is valid UTF-8");
    require(xml.text.find('\0') == std::string::npos, "there is no NUL");
    std::size_t before = 0;
    for (std::size_t offset = 0; offset <= xml.text.size(); offset += 97) {
        const std::size_t line = xml.line_at(offset);
        require(line >= 1 && line <= lines_in, "a line is one of the original's");
        require(line >= before, "lines ascend");
        before = line;
    }
    require(xml.notices.size() < 1000, "notices are few");
    for (const weir::Notice& notice : xml.notices) {
        require(!notice.code.empty() && !notice.message.empty(), "a notice says something");
        require(weir::utf8::valid(notice.message), "a notice is valid UTF-8");
        require(notice.line <= lines_in, "a notice stands on a line of the original");
    }
}

std::size_t count_lines(std::string_view text) {
    const char end = text.find('\n') == std::string_view::npos ? '\r' : '\n';
    std::size_t lines = 1;
    for (const char c : text) lines += c == end ? 1U : 0U;
    return lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text = weir::utf8::repaired({reinterpret_cast<const char*>(data), size});
    const std::size_t lines = count_lines(text);

    const XmlText cleaned = weir::parse::clean_xml(text);
    check(cleaned, lines);
    require(cleaned.text.size() <= 6 * text.size() + (std::size_t{256} << 10U) + 64,
            "cleaning is bounded");

    const XmlText repaired = weir::parse::repair_xml(cleaned);
    check(repaired, lines);
    require(repaired.text.size() <= 8 * cleaned.text.size() + 64, "repairing is bounded");
    if (repaired.text.empty()) return 0;
    pugi::xml_document document;
    const auto result =
        document.load_buffer(repaired.text.data(), repaired.text.size(),
                             pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
    require(static_cast<bool>(result), "pugixml takes what was repaired");
    return 0;
}
