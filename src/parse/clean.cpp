#include "base/text.hpp"
#include "html/entities.hpp"
#include "parse/clean_doctype.hpp"
#include "parse/clean_name.hpp"
#include "parse/clean_output.hpp"
#include "parse/notices.hpp"
#include "parse/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace weir::parse {
namespace {

constexpr std::size_t none = std::string_view::npos;

// What makes the scan stop, by place. In all of them: what XML 1.0 section 2.2 forbids, and 0xEF,
// with which the non-characters U+FFFE, U+FFFF and U+FDD0..U+FDEF begin.
enum Stop : std::uint8_t { in_text = 1, in_section = 2 };

constexpr std::array<std::uint8_t, 256> make_stops() {
    std::array<std::uint8_t, 256> stops{};
    for (std::size_t byte = 0; byte < 0x20; ++byte) stops[byte] = in_text | in_section;
    stops['\t'] = stops['\n'] = stops['\r'] = 0;
    stops[0xEF] = in_text | in_section;
    stops['&'] = stops['<'] = stops[']'] = in_text;
    return stops;
}
constexpr std::array<std::uint8_t, 256> stops = make_stops();

std::uint8_t stop_of(char c) {
    return stops[static_cast<std::uint8_t>(c)];
}

// Length of the forbidden character at the start of `text`; 0 when it may stay.
std::size_t size_of_forbidden(std::string_view text) {
    const auto byte = [text](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    if (byte(0) != 0xEF) return byte(0) < 0x20 && stop_of(text[0]) != 0 ? 1 : 0;
    if (text.size() < 3) return 0;
    const bool last_two = byte(1) == 0xBF && byte(2) >= 0xBE;
    const bool arabic_block = byte(1) == 0xB7 && byte(2) >= 0x90 && byte(2) <= 0xAF;
    return last_two || arabic_block ? 3 : 0;
}

// The five references that XML itself defines; they stay as they are.
std::size_t size_of_predefined(std::string_view text) {
    for (const std::string_view name : {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"}) {
        if (text.starts_with(name)) return name.size();
    }
    return 0;
}

// Escaped so that it is plain text anywhere, in quotes too. Forbidden characters are left out.
void append_escaped(std::string_view text, std::string& out) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        switch (text[at]) {
            case '&':
                out += "&amp;";
                continue;
            case '<':
                out += "&lt;";
                continue;
            case '>':
                out += "&gt;";
                continue;
            case '"':
                out += "&quot;";
                continue;
            case '\'':
                out += "&apos;";
                continue;
            // As they are, an attribute would lose them.
            case '\t':
                out += "&#9;";
                continue;
            case '\n':
                out += "&#10;";
                continue;
            case '\r':
                out += "&#13;";
                continue;
            default:
                break;
        }
        if (const std::size_t forbidden = size_of_forbidden(text.substr(at)); forbidden != 0) {
            at += forbidden - 1;
        } else {
            out += text[at];
        }
    }
}

// The value of "&#38;" or "&#x26"; values beyond Unicode all alike.
unsigned number_in(std::string_view reference) {
    constexpr unsigned beyond_unicode = 0x110000;
    const bool hexadecimal = ascii_lower(reference[2]) == 'x';
    unsigned value = 0;
    for (const char c : reference.substr(hexadecimal ? 3 : 2)) {
        if (c == ';' || value >= beyond_unicode) break;
        const int digit = is_ascii_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10;
        value = value * (hexadecimal ? 16U : 10U) + static_cast<unsigned>(digit);
    }
    return value;
}

/// One scan over a document. `run_` is where the part begins that is copied as it is: it grows
/// until something has to change, so a clean document is copied in one piece.
class Cleaner {
public:
    explicit Cleaner(std::string_view text) : in_(text), out_(text) {}

    XmlText clean() {
        while (stop(in_text)) {
            switch (in_[at_]) {
                case '&':
                    reference();
                    break;
                case '<':
                    markup();
                    break;
                case ']':
                    cdata_end_in_text();
                    break;
                default:
                    forbidden();
                    break;
            }
        }
        flush();
        XmlText cleaned = out_.take();
        cleaned.notices = notices_.take();
        return cleaned;
    }

private:
    /// Moves to the next byte that stops in that place; false at the end.
    bool stop(Stop place) { return stop_before(place, in_.size()); }
    bool stop_before(Stop place, std::size_t end) {
        const char* const text = in_.data();
        std::size_t at = at_;
        for (; at + 8 <= end; at += 8) {
            const unsigned any = stop_of(text[at]) | stop_of(text[at + 1]) | stop_of(text[at + 2]) |
                                 stop_of(text[at + 3]) | stop_of(text[at + 4]) |
                                 stop_of(text[at + 5]) | stop_of(text[at + 6]) |
                                 stop_of(text[at + 7]);
            if ((any & place) != 0) break;
        }
        while (at < end && (stop_of(text[at]) & place) == 0) ++at;
        at_ = at;
        return at < end;
    }

    void flush() {
        out_.copy(in_.substr(run_, at_ - run_));
        run_ = at_;
    }
    /// Leaves out the next bytes.
    void drop(std::size_t size) {
        flush();
        out_.skip(in_.substr(at_, size));
        at_ += size;
        run_ = at_;
    }
    void replace(std::size_t size, std::string_view with) {
        drop(size);
        out_.write(with);
    }

    [[nodiscard]] std::string_view rest() const { return in_.substr(at_); }
    [[nodiscard]] char peek(std::size_t ahead) const {
        return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0';
    }

    template <class... Arguments>
    void note(std::string_view code, fmt::format_string<Arguments...> format,
              Arguments&&... arguments) {
        flush();
        if (!notices_.wants(code, out_.line())) return notices_.count(code);
        notices_.add(code, out_.line(), fmt::format(format, std::forward<Arguments>(arguments)...));
    }

    /// Moves to `end` through a comment, a CDATA section or an instruction.
    void pass_over(std::size_t end) {
        while (stop_before(in_section, end)) forbidden();
    }

    void forbidden() {
        const std::size_t size = size_of_forbidden(rest());
        if (size == 0) {
            ++at_;
            return;
        }
        const unsigned value = size == 1 ? static_cast<std::uint8_t>(in_[at_]) : 0xFFFFU;
        if (size == 1)
            note(code::control_character, "The control character U+{:04X} was left out.", value);
        else
            note(code::control_character, "A character that is none in Unicode was left out.");
        drop(size);
    }

    void reference() {
        if (const std::size_t size = size_of_predefined(rest()); size != 0) {
            at_ += size;
            return;
        }
        if (!own_entity()) character_reference();
    }

    /// An entity that the document declares itself; false when it declares none of that name.
    bool own_entity() {
        if (entities_.empty()) return false;
        const std::string_view name = in_.substr(at_ + 1, size_of_name(in_.substr(at_ + 1)));
        if (peek(name.size() + 1) != ';') return false;
        const InternalEntities::Found found = entities_.use(name);
        switch (found.use) {
            case InternalEntities::Use::unknown:
                return false;
            case InternalEntities::Use::external:
                note(code::external_entity, "'&{};' is no plain text and was not replaced.",
                     shown(name));
                break;
            case InternalEntities::Use::exhausted:
                note(code::entity_limit, "The document's own entities grow too large.");
                break;
            case InternalEntities::Use::text:
                drop(name.size() + 2);
                append_escaped(found.text, out_.text());
                return true;
        }
        replace(1, "&amp;");
        return true;
    }

    void character_reference() {
        characters_.clear();
        // Also in text the careful rule for attributes: "?a=1&copy=2" in <link> is no sign.
        const html::ReferenceSize read =
            html::append_reference(rest(), html::Context::attribute, characters_);
        if (read.size == 0) return no_reference();
        if (peek(1) == '#')
            note_numeric(in_.substr(at_, read.size));
        else if (read.semicolon && !has_dtd_) {
            note(code::undefined_entity, "'{}' is not defined in XML; its HTML meaning was used.",
                 in_.substr(at_, read.size));
        }
        if (!read.semicolon) {
            note(code::missing_semicolon, "'{}' lacks its semicolon.",
                 in_.substr(at_, std::min<std::size_t>(read.size, 40)));
        }
        drop(read.size);
        append_escaped(characters_, out_.text());
    }

    void no_reference() {
        const std::string_view name = in_.substr(at_ + 1, size_of_name(in_.substr(at_ + 1, 64)));
        const bool looks_like_one = !name.empty() && peek(name.size() + 1) == ';';
        if (looks_like_one) {
            note(code::unknown_entity, "'&{};' is not defined anywhere; it stays as text.",
                 shown(name));
        } else {
            note(code::bare_ampersand, "An & stands alone; it should be written &amp;.");
        }
        replace(1, "&amp;");
    }

    void note_numeric(std::string_view reference) {
        constexpr std::string_view replacement = "\xEF\xBF\xBD";
        const unsigned value = number_in(reference);
        const std::string_view text = reference.substr(0, 20);
        if (characters_ == replacement && value != 0xFFFD) {
            note(code::invalid_reference, "'{}' is no character; it became U+FFFD.", text);
        } else if (size_of_forbidden(characters_) != 0) {
            note(code::invalid_reference, "'{}' is forbidden in XML; it was left out.", text);
        } else if (value >= 0x80 && value < 0xA0) {
            note(code::invalid_reference,
                 "'{}' is a control character; it was read as windows-1252.", text);
        }
    }

    void cdata_end_in_text() {
        if (rest().starts_with("]]>")) {
            note(code::cdata_end_in_text, "']]>' stands in text; it should be written ]]&gt;.");
        }
        ++at_;
    }

    void markup() {
        const char next = peek(1);
        if (is_name_start(next)) {
            last_start_tag_ = ++at_;
        } else if (next == '/' && (is_name_start(peek(2)) || is_ascii_space(peek(2)))) {
            at_ += 2;
        } else if (next == '!') {
            declaration();
        } else if (next == '?') {
            instruction();
        } else if (at_ + 1 == in_.size()) {
            drop(1);  // The document was cut here.
        } else {
            note(code::bare_less_than, "A < begins no tag; it should be written &lt;.");
            replace(1, "&lt;");
        }
    }

    void declaration() {
        if (rest().starts_with("<!--"))
            comment();
        else if (istarts_with(rest(), "<![CDATA["))
            cdata();
        else if (istarts_with(rest(), "<!DOCTYPE"))
            doctype();
        else
            ++at_;
    }

    void comment() {
        const std::size_t end = no_comment_end_ ? none : in_.find("-->", at_ + 4);
        if (end == none) {
            no_comment_end_ = true;
            note(code::comment_unclosed, "The comment that begins here has no end.");
            at_ += 4;  // What follows is cleaned as text; the repair sorts it out.
            return;
        }
        at_ += 4;
        if (in_.substr(at_, end - at_).find("--") != none) {
            note(code::comment_double_hyphen, "Two hyphens stand inside a comment.");
        }
        pass_over(end);
        at_ = end + 3;
    }

    void cdata() {
        constexpr std::size_t open = 9;
        constexpr std::string_view close = "]]>";
        if (!rest().starts_with("<![CDATA["))
            replace(open, "<![CDATA[");
        else
            at_ += open;
        const std::size_t found = no_cdata_end_ ? none : in_.find(close, at_);
        if (found == none) no_cdata_end_ = true;
        const std::size_t end = end_of_lost_cdata(found);
        const std::size_t limit = std::min(end == none ? found : end, in_.size());
        pass_over(limit);
        if (limit == found) {
            at_ = found + close.size();
            return;
        }
        note(code::cdata_unclosed, "The CDATA section in <{}> has no ]]>.", shown(last_name()));
        flush();
        out_.write(close);
    }

    /// A section without its "]]>" swallows everything up to that of the next one, and no XML
    /// parser notices. It is lost if its element ends and another section begins inside (or none
    /// ever ends); then the place of that end tag. none for a sound one.
    [[nodiscard]] std::size_t end_of_lost_cdata(std::size_t found) const {
        const std::string_view name = last_name();
        if (name.empty()) return none;
        const std::size_t next = found == none ? in_.size() : next_cdata(at_, found);
        if (next == none) return none;
        const std::string_view body = in_.substr(at_, next - at_);
        for (std::size_t at = 0; (at = body.find("</", at)) != none; at += 2) {
            const std::string_view tag = body.substr(at + 2);
            if (tag.starts_with(name) &&
                !is_name_char(tag.substr(name.size()).empty() ? '>' : tag[name.size()])) {
                return at_ + at;
            }
        }
        return none;
    }

    /// The next "<![CDATA[" in [from, end); "[" is rarer than "<", so it is what is looked for.
    [[nodiscard]] std::size_t next_cdata(std::size_t from, std::size_t end) const {
        const std::size_t at = in_.substr(0, end).find("[CDATA[", from);
        return at == none || at < from + 2 || in_.substr(at - 2, 2) != "<!" ? none : at - 2;
    }

    [[nodiscard]] std::string_view last_name() const {
        const std::string_view tag = in_.substr(last_start_tag_);
        return last_start_tag_ == 0 ? std::string_view{} : tag.substr(0, size_of_name(tag));
    }

    void doctype() {
        const bool in_document = last_start_tag_ != 0;
        const Doctype found = has_doctype_ ? read_further_doctype(rest()) : read_doctype(rest());
        if (in_document) {
            note(code::misplaced_doctype,
                 "A document type declaration stands inside the document.");
        } else if (found.broken) {
            note(code::broken_doctype, "The document type declaration is broken.");
        }
        has_doctype_ = true;
        has_dtd_ = has_dtd_ || found.external;
        entities_.declare(found.subset);
        drop(found.size);
    }

    void instruction() {
        const std::size_t name = size_of_name(in_.substr(at_ + 2, 64));
        const bool is_xml = iequals(in_.substr(at_ + 2, name), "xml");
        if (is_xml) note_declaration();
        const std::size_t stop = in_.find_first_of("<>", at_ + 1);
        const bool closed = stop != none && in_[stop] == '>' && in_[stop - 1] == '?';
        const char after = peek(2 + name);
        if (closed && name != 0 && stop >= at_ + name + 3 &&
            (after == '?' || is_ascii_space(after))) {
            at_ += 2;  // Sound: it is cleaned like text up to its end.
            return;
        }
        const std::size_t end = no_instruction_end_ ? none : in_.find("?>", at_ + 2);
        if (end == none) no_instruction_end_ = true;
        if (!is_xml && name != 0 && end != none && (after == '?' || is_ascii_space(after))) {
            pass_over(end + 2);  // <?php echo "<a>" ?>
            return;
        }
        note(code::broken_instruction, "A declaration or processing instruction is broken.");
        if (stop == none)
            drop(in_.size() - at_);
        else
            drop(in_[stop] == '>' ? stop + 1 - at_ : stop - at_);
    }

    void note_declaration() {
        if (std::exchange(has_declaration_, true)) {
            note(code::second_declaration, "There is a second XML declaration.");
        } else if (at_ != 0) {
            note(code::declaration_not_first,
                 "The XML declaration must be the very first thing in the document.");
        }
    }

    std::string_view in_;
    LineOutput out_;
    NoticeList notices_;
    InternalEntities entities_;
    std::string characters_;
    std::size_t at_ = 0;
    std::size_t run_ = 0;
    std::size_t last_start_tag_ = 0;  ///< Offset of the name in it; 0 before the first.
    bool has_declaration_ = false;
    bool has_doctype_ = false;
    bool has_dtd_ = false;  ///< One is named, so entities may be defined there.
    // Once a search for an end has failed, no later one can find it: this keeps the scan linear.
    bool no_comment_end_ = false;
    bool no_cdata_end_ = false;
    bool no_instruction_end_ = false;
};

}  // namespace

XmlText clean_xml(std::string_view text) {
    return Cleaner(text).clean();
}

}  // namespace weir::parse
