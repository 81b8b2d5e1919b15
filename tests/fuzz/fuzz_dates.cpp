#include "base/instant.hpp"
#include "dates/dates.hpp"
#include "require.hpp"

#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using weir::fuzz::require;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto instant = weir::dates::parse(text)) {
        // What was read can be written, and reads the same again.
        require(weir::from_rfc3339(weir::rfc3339(*instant)) == instant, "RFC 3339 reads back");
        require(weir::dates::parse(weir::rfc3339(*instant)) == instant, "the date reads back");
    }
    for (const auto& seconds : {weir::dates::duration(text), weir::dates::play_time(text)}) {
        require(!seconds || *seconds >= 0, "no time is negative");
    }
    return 0;
}
