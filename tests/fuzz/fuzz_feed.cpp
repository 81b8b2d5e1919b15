#include "base/utf8.hpp"
#include "parse/parse.hpp"
#include "require.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace {

using weir::fuzz::require;

void check(const weir::ParsedFeed& parsed) {
    require(weir::utf8::valid(parsed.feed.title), "the title is valid UTF-8");
    require(weir::utf8::valid(parsed.feed.description), "the description is valid UTF-8");
    for (const weir::Entry& entry : parsed.entries) {
        for (const std::string* text :
             {&entry.id, &entry.url, &entry.title, &entry.content_html, &entry.summary}) {
            require(weir::utf8::valid(*text), "an entry is valid UTF-8");
        }
        require(entry.content_html.find("<script") == std::string::npos, "no script passes");
        require(!entry.url.starts_with("javascript:"), "no script URL passes");
    }
    for (const weir::Notice& notice : parsed.notices) {
        require(weir::utf8::valid(notice.message), "a notice is valid UTF-8");
        require(notice.message.find('\n') == std::string::npos, "a notice is one line");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const weir::parse::Hints hints{.base_url = "https://example.org/feed", .content_type = ""};
    const auto first = weir::parse::feed(bytes, hints);
    if (!first) {
        require(!first.error().detail.empty(), "a refusal says why");
        require(first.error().detail.find('\n') == std::string::npos, "a refusal is one line");
        return 0;
    }
    check(*first);
    const auto second = weir::parse::feed(bytes, hints);
    require(second && *second == *first, "the same bytes give the same feed");
    return 0;
}
