#include "html/page_text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

namespace weir::test {

TEST_CASE("a page is read in the encoding that browsers take its label for", "[html]") {
    struct Row {
        std::string_view page;
        std::string_view content_type;
        std::string_view text;
    };
    using namespace std::string_view_literals;
    const Row rows[] = {
        {"caf\xE9 \x80", "text/html; charset=ISO-8859-1", "café €"},
        {"\x83\x65", "text/html; charset=\"Shift_JIS\"", "テ"},
        {"\xB0\xA1", "text/html; charset=ks_c_5601-1987", "가"},
        {"<meta charset=koi8-r>\xC1", "text/html", "<meta charset=koi8-r>а"},
        {"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>\xE0", "",
         "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>а"},
        // The label could not be read if it were true.
        {"<meta charset=utf-16>é", "", "<meta charset=utf-16>é"},
        // An encoding that can hide markup is not used.
        {"+ADw-script+AD4-", "text/html; charset=utf-7", "+ADw-script+AD4-"},
        {"\xFF\xFE"
         "a\0\xE9\0"sv,
         "text/html; charset=utf-8", "aé"},
        {"\xEF\xBB\xBF"
         "é",
         "text/html; charset=windows-1252", "é"},
        {"caf\xE9", "", "café"},
        {"caf\xC3\xA9 \xE9", "text/html; charset=utf-8", "café \xEF\xBF\xBD"},
        {"caf\xE9", "text/html; charset=none-such", "café"},
    };
    for (const auto& row : rows) {
        INFO(row.content_type << ": " << row.page);
        CHECK(html::page_text(row.page, row.content_type) == row.text);
    }
}

}  // namespace weir::test
