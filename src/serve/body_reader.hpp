#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::serve {

/// Reads one request body out of a byte stream: of a known length, or in chunks (RFC 9112 section
/// 7.1; extensions and trailer fields are skipped). Ours instead of Beast 1.81's, which asserts,
/// and without assertions reads past its input, when a last chunk arrives in small pieces.
class BodyReader {
public:
    [[nodiscard]] static BodyReader of_length(std::uint64_t length);
    /// At most `max_body` bytes of content.
    [[nodiscard]] static BodyReader chunked(std::size_t max_body);

    enum class State { more, done, malformed, too_large };
    /// Takes what it can from the front of `bytes` and appends the content to `body`. After `more`,
    /// `bytes` is empty; after `done`, it holds what follows the body.
    State read(std::string_view& bytes, std::string& body);

private:
    enum class Expect {
        content,      ///< `left_` bytes, the last of a body of known length.
        chunk_digit,  ///< The first hex digit of a chunk's size.
        chunk_size,   ///< Further digits, an extension or the end of the line.
        extension,    ///< Until CR.
        size_lf,      ///< LF after the chunk's head.
        chunk_data,   ///< `left_` bytes.
        data_cr,      ///< CR LF after the data.
        data_lf,
        trailer_line,  ///< A field, or the CR of the empty line.
        trailer_text,  ///< Until CR.
        trailer_lf,
        final_lf,
    };
    BodyReader(Expect expect, std::uint64_t left, std::size_t room);
    void take_content(std::string_view& bytes, std::string& body);
    State take_framing(char c);
    State take_size(char c);
    State expect(char c, char wanted, Expect next);
    State skip_until_cr(char c, Expect next);

    Expect expect_;
    std::uint64_t left_;       ///< Content bytes to come, of the body or the chunk.
    std::uint64_t room_;       ///< Content bytes that further chunks may have.
    std::size_t skipped_ = 0;  ///< Bytes of extensions and trailer fields.
};

}  // namespace weir::serve
