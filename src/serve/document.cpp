#include "base/hash.hpp"
#include "serve/http.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <limits>
#include <new>

namespace weir::serve {

namespace {

// Below this the coding's header and the longer response head eat what compression saves.
constexpr std::size_t least_worth_coding = 256;

// zlib's own default: higher levels gain under 1 % on feed documents for twice the time.
constexpr int gzip_level = 6;

// About 20 % smaller than gzip at gzip's speed; the top qualities take a hundred times as long,
// and outputs are coded anew on every change.
constexpr int brotli_quality = 5;

std::string gzip(const std::string& body) {
    z_stream stream{};
    // 15 bits of window, +16 asks for the gzip wrapper; its time stamp stays 0, so equal bodies
    // give equal bytes.
    if (deflateInit2(&stream, gzip_level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc{};
    std::string out(deflateBound(&stream, static_cast<uLong>(body.size())), '\0');
    // zlib's input is not const for historical reasons; it is only read.
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int code = deflate(&stream, Z_FINISH);
    out.resize(code == Z_STREAM_END ? stream.total_out : 0);
    deflateEnd(&stream);
    return out;
}

std::string brotli(const std::string& body) {
    std::size_t size = BrotliEncoderMaxCompressedSize(body.size());
    std::string out(size, '\0');
    const auto* in = reinterpret_cast<const std::uint8_t*>(body.data());
    auto* to = reinterpret_cast<std::uint8_t*>(out.data());
    const bool done = BrotliEncoderCompress(brotli_quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                                            body.size(), in, &size, to);
    out.resize(done ? size : 0);
    return out;
}

/// `coded` without its spare capacity (documents live long), or nothing when it saves nothing.
std::string if_smaller(std::string coded, const std::string& body) {
    if (coded.size() >= body.size()) return {};
    coded.shrink_to_fit();
    return coded;
}

}  // namespace

std::shared_ptr<const Document> make_document(std::string media_type, std::string body,
                                              Instant last_modified, std::vector<Header> headers,
                                              bool best) {
    auto document = std::make_shared<Document>();
    document->etag = '"' + hash128_hex(body) + '"';
    // zlib counts in 32 bits; what is larger goes out plain.
    const bool worth_it =
        body.size() >= least_worth_coding && body.size() < std::numeric_limits<uInt>::max() / 2;
    if (worth_it) document->gzip = if_smaller(gzip(body), body);
    if (worth_it && best) document->brotli = if_smaller(brotli(body), body);
    document->media_type = std::move(media_type);
    document->body = std::move(body);
    document->last_modified = last_modified;
    document->headers = std::move(headers);
    return document;
}

}  // namespace weir::serve
