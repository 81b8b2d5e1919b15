#include "support/coding.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <array>
#include <stdexcept>

namespace weir::test {
namespace {

std::string zlib_encode(std::string_view body, int window_bits) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        throw std::runtime_error("deflateInit2");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    std::string out;
    std::array<char, 65536> buffer;
    int result = Z_OK;
    while (result == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        result = deflate(&stream, Z_FINISH);
        out.append(buffer.data(), buffer.size() - stream.avail_out);
    }
    deflateEnd(&stream);
    if (result != Z_STREAM_END) throw std::runtime_error("deflate");
    return out;
}

std::string brotli_encode(std::string_view body) {
    std::size_t size = BrotliEncoderMaxCompressedSize(body.size()) + 1024;
    std::string out(size, '\0');
    // Quality 5: quick, and a run of zeros still shrinks a thousandfold.
    if (BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, body.size(),
                              reinterpret_cast<const std::uint8_t*>(body.data()), &size,
                              reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_FALSE)
        throw std::runtime_error("BrotliEncoderCompress");
    out.resize(size);
    return out;
}

}  // namespace

std::string encode(std::string_view coding, std::string_view body) {
    if (coding == "gzip") return zlib_encode(body, 15 + 16);
    if (coding == "deflate") return zlib_encode(body, 15);
    if (coding == "br") return brotli_encode(body);
    throw std::invalid_argument("unknown coding");
}

}  // namespace weir::test
