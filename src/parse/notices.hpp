#pragma once

#include "model/feed.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace weir::parse {

/// The codes of the notices about bytes, characters and markup. They are stable: people filter by
/// them.
namespace code {
inline constexpr std::string_view gzip_body = "gzip-body";
inline constexpr std::string_view gzip_damaged = "gzip-damaged";
inline constexpr std::string_view encoding_unknown = "encoding-unknown";
inline constexpr std::string_view encoding_unsafe = "encoding-unsafe";
inline constexpr std::string_view encoding_impossible = "encoding-impossible";
inline constexpr std::string_view encoding_conflict = "encoding-conflict";
inline constexpr std::string_view encoding_wrong = "encoding-wrong";
inline constexpr std::string_view invalid_bytes = "invalid-bytes";
inline constexpr std::string_view control_character = "control-character";
inline constexpr std::string_view undefined_entity = "undefined-entity";
inline constexpr std::string_view unknown_entity = "unknown-entity";
inline constexpr std::string_view external_entity = "external-entity";
inline constexpr std::string_view entity_limit = "entity-limit";
inline constexpr std::string_view bare_ampersand = "bare-ampersand";
inline constexpr std::string_view missing_semicolon = "missing-semicolon";
inline constexpr std::string_view invalid_reference = "invalid-reference";
inline constexpr std::string_view bare_less_than = "bare-less-than";
inline constexpr std::string_view cdata_end_in_text = "cdata-end-in-text";
inline constexpr std::string_view cdata_unclosed = "cdata-unclosed";
inline constexpr std::string_view comment_unclosed = "comment-unclosed";
inline constexpr std::string_view comment_double_hyphen = "comment-double-hyphen";
inline constexpr std::string_view declaration_not_first = "declaration-not-first";
inline constexpr std::string_view second_declaration = "second-declaration";
inline constexpr std::string_view broken_instruction = "broken-instruction";
inline constexpr std::string_view broken_doctype = "broken-doctype";
inline constexpr std::string_view misplaced_doctype = "misplaced-doctype";
inline constexpr std::string_view junk_before_root = "junk-before-root";
inline constexpr std::string_view junk_after_root = "junk-after-root";
inline constexpr std::string_view attribute_unquoted = "attribute-unquoted";
inline constexpr std::string_view attribute_without_value = "attribute-without-value";
inline constexpr std::string_view attribute_duplicate = "attribute-duplicate";
inline constexpr std::string_view attribute_unclosed = "attribute-unclosed";
inline constexpr std::string_view attribute_invalid = "attribute-invalid";
inline constexpr std::string_view tag_incomplete = "tag-incomplete";
inline constexpr std::string_view tag_unclosed = "tag-unclosed";
inline constexpr std::string_view tag_misspelt = "tag-misspelt";
inline constexpr std::string_view tag_letter_case = "tag-letter-case";
inline constexpr std::string_view stray_end_tag = "stray-end-tag";
inline constexpr std::string_view html_in_xml = "html-in-xml";
inline constexpr std::string_view early_end = "early-end";
inline constexpr std::string_view too_deep = "too-deep";
inline constexpr std::string_view truncated = "truncated";
}  // namespace code

/// A code and what it means, in the words of the reference manual.
struct CodeMeaning {
    std::string_view code;
    std::string_view meaning;
};
[[nodiscard]] const std::array<CodeMeaning, 42>& text_codes();

/// A name from the net (valid UTF-8) as a notice shows it: its first 40 characters.
[[nodiscard]] std::string_view shown(std::string_view name);

/// Collects notices: the first twenty of a code, each line once, then a count of the others. So a
/// document with a million mistakes yields a short list.
class NoticeList {
public:
    void add(std::string_view code, std::size_t line, std::string message);
    /// False when a further notice of `code` would only be counted; then the message need not be
    /// made: call `count(code)`.
    [[nodiscard]] bool wants(std::string_view code, std::size_t line) const;
    void count(std::string_view code);
    /// The notices in the order of their making, with "and N more" for those left out.
    [[nodiscard]] std::vector<Notice> take();

private:
    struct Tally {
        std::string_view code;
        std::size_t kept = 0;
        std::size_t left_out = 0;
        std::size_t last_line = 0;
    };
    Tally& tally(std::string_view code);

    std::vector<Notice> notices_;
    std::vector<Tally> tallies_;
};

}  // namespace weir::parse
