#include "parse/encoding_gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

namespace weir::parse {
namespace {

// Far above any feed; the fetcher's own limit does not see inside a gzip file that is the body.
constexpr std::size_t most_unpacked = std::size_t{64} << 20U;

/// Ends the zlib stream with its scope.
class Inflater {
public:
    Inflater() : ready_(inflateInit2(&stream_, gzip_window) == Z_OK) {}
    ~Inflater() {
        if (ready_) inflateEnd(&stream_);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    [[nodiscard]] bool ready() const { return ready_; }
    [[nodiscard]] z_stream& stream() { return stream_; }

private:
    static constexpr int gzip_window = 15 + 16;  // zlib.h: adding 16 asks for a gzip header.
    z_stream stream_{};
    bool ready_;
};

}  // namespace

bool is_gzip(std::string_view bytes) {
    return bytes.starts_with("\x1F\x8B\x08");
}

Unpacked gunzip(std::string_view bytes) {
    Unpacked result;
    Inflater inflater;
    if (!inflater.ready() || bytes.size() > std::numeric_limits<uInt>::max()) return result;
    z_stream& stream = inflater.stream();
    // zlib does not write to its input.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::array<char, 65536> buffer;
    while (result.bytes.size() < most_unpacked) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        const int status = inflate(&stream, Z_NO_FLUSH);
        const std::size_t got = buffer.size() - stream.avail_out;
        result.bytes.append(buffer.data(), std::min(got, most_unpacked - result.bytes.size()));
        result.whole = status == Z_STREAM_END;
        if (status != Z_OK || (got == 0 && stream.avail_in == 0)) break;
    }
    return result;
}

}  // namespace weir::parse
