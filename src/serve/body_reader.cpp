#include "serve/body_reader.hpp"

#include <algorithm>

namespace weir::serve {

namespace {

// For all chunk extensions and trailer fields of a body: nobody we know sends any, and they must
// not be a way to keep us busy.
constexpr std::size_t max_skipped = 8 * 1024;

/// -1 for no hex digit.
int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

BodyReader::BodyReader(Expect expect, std::uint64_t left, std::size_t room)
    : expect_(expect), left_(left), room_(room) {}

BodyReader BodyReader::of_length(std::uint64_t length) {
    return BodyReader{Expect::content, length, 0};
}

BodyReader BodyReader::chunked(std::size_t max_body) {
    return BodyReader{Expect::chunk_digit, 0, max_body};
}

BodyReader::State BodyReader::read(std::string_view& bytes, std::string& body) {
    if (expect_ == Expect::content) {
        take_content(bytes, body);
        return left_ == 0 ? State::done : State::more;
    }
    while (!bytes.empty()) {
        if (expect_ == Expect::chunk_data) {
            take_content(bytes, body);
            if (left_ == 0) expect_ = Expect::data_cr;
            continue;
        }
        const char c = bytes.front();
        bytes.remove_prefix(1);
        const State state = take_framing(c);
        if (state != State::more) return state;
    }
    return State::more;
}

void BodyReader::take_content(std::string_view& bytes, std::string& body) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
    body.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    left_ -= count;
}

BodyReader::State BodyReader::take_framing(char c) {
    switch (expect_) {
        case Expect::chunk_digit:
            if (hex_value(c) < 0) return State::malformed;
            left_ = 0;
            expect_ = Expect::chunk_size;
            return take_size(c);
        case Expect::chunk_size:
            return take_size(c);
        case Expect::extension:
            return skip_until_cr(c, Expect::size_lf);
        case Expect::size_lf:
            room_ -= left_;
            return expect(c, '\n', left_ == 0 ? Expect::trailer_line : Expect::chunk_data);
        case Expect::data_cr:
            return expect(c, '\r', Expect::data_lf);
        case Expect::data_lf:
            return expect(c, '\n', Expect::chunk_digit);
        case Expect::trailer_line:
            if (c == '\r') return expect(c, '\r', Expect::final_lf);
            expect_ = Expect::trailer_text;
            return skip_until_cr(c, Expect::trailer_lf);
        case Expect::trailer_text:
            return skip_until_cr(c, Expect::trailer_lf);
        case Expect::trailer_lf:
            return expect(c, '\n', Expect::trailer_line);
        case Expect::final_lf:
            return c == '\n' ? State::done : State::malformed;
        case Expect::content:
        case Expect::chunk_data:
            break;
    }
    return State::malformed;
}

BodyReader::State BodyReader::take_size(char c) {
    const int digit = hex_value(c);
    if (digit >= 0) {
        // Far from overflow: left_ is at most room_, which fits a size.
        left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
        // Leading zeros count as padding.
        if (left_ == 0 && ++skipped_ > max_skipped) return State::malformed;
        return left_ > room_ ? State::too_large : State::more;
    }
    if (c == '\r') return expect(c, '\r', Expect::size_lf);
    // Blanks before an extension are bad form, but accepted by all (RFC 9112 section 7.1.1).
    if (c != ';' && c != ' ' && c != '\t') return State::malformed;
    expect_ = Expect::extension;
    return State::more;
}

BodyReader::State BodyReader::expect(char c, char wanted, Expect next) {
    if (c != wanted) return State::malformed;
    expect_ = next;
    return State::more;
}

BodyReader::State BodyReader::skip_until_cr(char c, Expect next) {
    if (c == '\r') {
        expect_ = next;
        return State::more;
    }
    return c == '\n' || ++skipped_ > max_skipped ? State::malformed : State::more;
}

}  // namespace weir::serve
