#include "base/utf8.hpp"
#include "parse/parse.hpp"
#include "require.hpp"

#include <cstdint>
#include <string>
#include <string_view>

// The input is what stands inside of a JSON Feed, so that the fuzzer need not find its frame.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using weir::fuzz::require;
    const std::string bytes =
        "{\"version\":\"https://jsonfeed.org/version/"
        "1.1\",\"title\":\"t\",\"items\":[{\"id\":\"1\"," +
        std::string(reinterpret_cast<const char*>(data), size) + "}]}";
    const auto parsed = weir::parse::feed(bytes, {.base_url = "https://example.org/feed.json"});
    if (!parsed) return 0;
    for (const weir::Entry& entry : parsed->entries) {
        for (const std::string* text :
             {&entry.id, &entry.url, &entry.title, &entry.content_html, &entry.content_text}) {
            require(weir::utf8::valid(*text), "an entry is valid UTF-8");
        }
        require(!entry.url.starts_with("javascript:"), "no script URL passes");
    }
    return 0;
}
