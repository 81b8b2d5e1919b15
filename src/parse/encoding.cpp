#include "base/text.hpp"
#include "base/utf8.hpp"
#include "base/encoding_decode.hpp"
#include "parse/encoding_gzip.hpp"
#include "base/encoding_labels.hpp"
#include "parse/encoding_sniff.hpp"
#include "parse/notices.hpp"
#include "parse/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace weir::parse {
namespace {

// A label comes from the net: a notice shows it short and on one line.
std::string on_one_line(std::string_view label) {
    constexpr std::size_t longest = 40;
    std::string text = utf8::repaired(label.substr(0, longest));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return text;
}

struct Claim {
    std::string_view by;  ///< "The server" or "The document".
    std::string label;
    Encoding encoding;
};

/// Weighs what server and document say against what the bytes prove.
class Chooser {
public:
    Chooser(std::string_view bytes, std::string_view content_type, NoticeList& notices)
        : sniffed_(sniff(bytes)), notices_(notices) {
        hear("server", charset_of(content_type));
        for (const std::string& label : declared_encodings(readable_head(bytes))) {
            hear("document", label);
        }
    }

    [[nodiscard]] const Sniffed& sniffed() const { return sniffed_; }

    /// By RFC 7303 section 3: the mark, the server, the document, UTF-8.
    [[nodiscard]] Encoding choose() {
        if (sniffed_.encoding) return proven();
        if (claims_.empty()) return {"utf-8", Codec::utf8, {}};
        note_conflict(claims_.front().encoding, claims_.front().by);
        return claims_.front().encoding;
    }

    /// The first claim of an encoding other than UTF-8: for bytes that are no UTF-8.
    [[nodiscard]] Encoding other_than_utf8() const {
        for (const Claim& claim : claims_) {
            if (claim.encoding.codec != Codec::utf8) return claim.encoding;
        }
        return {"windows-1252", Codec::windows_1252, {}};
    }

private:
    /// The start of the document in ASCII, so that its declaration can be read.
    std::string readable_head(std::string_view bytes) {
        constexpr std::size_t enough = 16384;  // 4096 characters of UTF-32
        const std::string_view head = bytes.substr(sniffed_.mark, enough);
        if (!sniffed_.encoding || extends_ascii(*sniffed_.encoding)) return std::string(head);
        return decode(head, *sniffed_.encoding).text;
    }

    void hear(std::string_view by, const std::string& label) {
        if (label.empty()) return;
        if (is_refused(label)) {
            notices_.add(code::encoding_unsafe, 0,
                         fmt::format("The {} names the encoding '{}', which is never used because "
                                     "it can hide markup; the name was skipped.",
                                     by, on_one_line(label)));
            return;
        }
        const auto encoding = find_encoding(label);
        if (!encoding) {
            notices_.add(code::encoding_unknown, 0,
                         fmt::format("The {} names the encoding '{}', which is not known; the "
                                     "name was skipped.",
                                     by, on_one_line(label)));
            return;
        }
        if (possible(*encoding)) {
            claims_.push_back({by, label, *encoding});
            return;
        }
        notices_.add(code::encoding_impossible, 0,
                     fmt::format("The {} names the encoding '{}', but the bytes cannot be in it; "
                                 "the name was skipped.",
                                 by, on_one_line(label)));
    }

    [[nodiscard]] bool possible(const Encoding& encoding) const {
        if (!sniffed_.encoding) return extends_ascii(encoding);
        // A mark beats every claim, but that of another family only contradicts it.
        const bool proven_wide = is_wide(*sniffed_.encoding);
        if (proven_wide || is_wide(encoding)) return proven_wide && is_wide(encoding);
        return extends_ascii(encoding) == extends_ascii(*sniffed_.encoding);
    }

    [[nodiscard]] Encoding proven() {
        const Encoding& found = *sniffed_.encoding;
        if (is_wide(found)) return found;  // "utf-16" names either byte order.
        if (found.codec == Codec::iconv) {
            return claims_.empty() ? found : claims_.front().encoding;  // One of many EBCDICs.
        }
        note_conflict(found, "byte order mark");
        return found;
    }

    void note_conflict(const Encoding& chosen, std::string_view by) {
        for (const Claim& claim : claims_) {
            if (claim.encoding.name == chosen.name) continue;
            notices_.add(
                code::encoding_conflict, 0,
                fmt::format("The {} says '{}', but the {} says '{}'; '{}' was used.", claim.by,
                            on_one_line(claim.label), by, chosen.name, chosen.name));
        }
    }

    Sniffed sniffed_;
    NoticeList& notices_;
    std::vector<Claim> claims_;
};

std::size_t line_of(std::string_view text, std::size_t offset) {
    return 1 + static_cast<std::size_t>(std::count(
                   text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

void note_replaced(const Transcoded& text, const std::string& encoding, NoticeList& notices) {
    if (text.replaced == 0) return;
    notices.add(code::invalid_bytes, line_of(text.text, text.first_replaced),
                fmt::format("{} from here on {} no text in '{}'; each became U+FFFD.",
                            text.replaced == 1 ? std::string("One byte sequence")
                                               : fmt::format("{} byte sequences", text.replaced),
                            text.replaced == 1 ? "is" : "are", encoding));
}

// Text in another encoding that happens to be well-formed UTF-8 is short: in windows-1252 it would
// be full of "Ã©", which nobody writes; in GBK or Shift_JIS a word or two can look so.
bool is_really_utf8(std::string_view bytes, const Encoding& claimed) {
    if (claimed.codec == Codec::utf8 || !extends_ascii(claimed)) return false;
    const Utf8Evidence evidence = weigh_utf8(bytes);
    const std::size_t enough = claimed.codec == Codec::windows_1252 ? 1 : 8;
    return evidence.valid() && evidence.sequences >= enough;
}

// Many bytes that are no UTF-8 mean that none is; a few are damage.
bool is_not_utf8(std::string_view bytes) {
    const Utf8Evidence evidence = weigh_utf8(bytes);
    return evidence.foreign > evidence.sequences + evidence.cut;
}

Decoded decode_as(std::string_view bytes, const Encoding& encoding, NoticeList& notices) {
    if (encoding.codec == Codec::utf8 && utf8::valid(bytes))
        return {std::string(bytes), "utf-8", {}};
    Transcoded text = decode(bytes, encoding);
    note_replaced(text, encoding.name, notices);
    return {std::move(text.text), encoding.name, {}};
}

Decoded decode_best(std::string_view bytes, std::string_view content_type, NoticeList& notices) {
    Chooser chooser(bytes, content_type, notices);
    Encoding encoding = chooser.choose();
    bytes.remove_prefix(chooser.sniffed().mark);
    if (encoding.codec == Codec::utf8 && !utf8::valid(bytes) && is_not_utf8(bytes)) {
        encoding = chooser.other_than_utf8();
        notices.add(code::encoding_wrong, 0,
                    fmt::format("The text should be UTF-8, but its bytes are not; they were read "
                                "as {}.",
                                encoding.name));
    } else if (is_really_utf8(bytes, encoding)) {
        notices.add(code::encoding_wrong, 0,
                    fmt::format("The text says '{}', but the bytes are UTF-8; they were read as "
                                "UTF-8.",
                                encoding.name));
        encoding = {"utf-8", Codec::utf8, {}};
    }
    return decode_as(bytes, encoding, notices);
}

void drop_marks(std::string& text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    std::size_t size = 0;
    while (std::string_view(text).substr(size).starts_with(mark)) size += mark.size();
    if (size != 0) text.erase(0, size);
}

}  // namespace

Decoded to_utf8(std::string_view bytes, std::string_view content_type) {
    NoticeList notices;
    std::string unpacked;
    if (is_gzip(bytes)) {
        Unpacked gzip = gunzip(bytes);
        unpacked = std::move(gzip.bytes);
        bytes = unpacked;
        notices.add(code::gzip_body, 0, "The document is a gzip file; it was unpacked.");
        if (!gzip.whole) {
            notices.add(code::gzip_damaged, 0,
                        "The gzip file is damaged or too large; what could be unpacked was read.");
        }
    }
    Decoded decoded = decode_best(bytes, content_type, notices);
    drop_marks(decoded.text);
    decoded.notices = notices.take();
    return decoded;
}

}  // namespace weir::parse
