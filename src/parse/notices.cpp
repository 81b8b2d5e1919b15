#include "parse/notices.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace weir::parse {
namespace {

constexpr std::size_t most_of_a_code = 20;

constexpr std::array<CodeMeaning, 42> meanings = {{
    {code::gzip_body, "The body is a gzip file; it was unpacked."},
    {code::gzip_damaged, "The gzip file is damaged or too large; what could be unpacked was read."},
    {code::encoding_unknown, "The named character encoding is not known; the name was skipped."},
    {code::encoding_unsafe, "The named encoding (UTF-7 and its like) is never used."},
    {code::encoding_impossible, "The bytes cannot be in the named encoding; it was skipped."},
    {code::encoding_conflict, "The server, the byte order mark and the document disagree."},
    {code::encoding_wrong, "The text is not in the encoding that it claims; another was used."},
    {code::invalid_bytes, "Bytes that are no text in the encoding became U+FFFD."},
    {code::control_character, "A character that XML forbids was left out."},
    {code::undefined_entity, "An HTML entity without a definition; its character was used."},
    {code::unknown_entity, "A reference to nothing; it stays as text."},
    {code::external_entity, "An entity defined elsewhere or by markup; it is never read."},
    {code::entity_limit, "The document's own entities expand to too much; the rest stay as text."},
    {code::bare_ampersand, "An & that begins no reference; it should be written &amp;."},
    {code::missing_semicolon, "A reference without its semicolon."},
    {code::invalid_reference, "A reference to a character that does not exist or is forbidden."},
    {code::bare_less_than, "A < that begins no tag; it should be written &lt;."},
    {code::cdata_end_in_text, "]]> stands in text; it should be written ]]&gt;."},
    {code::cdata_unclosed, "A CDATA section has no end; it was ended at the end tag."},
    {code::comment_unclosed, "A comment has no end."},
    {code::comment_double_hyphen, "Two hyphens stand inside a comment."},
    {code::declaration_not_first, "Something stands before the XML declaration."},
    {code::second_declaration, "There is more than one XML declaration."},
    {code::broken_instruction, "A declaration or processing instruction is broken."},
    {code::broken_doctype, "The document type declaration is broken; it was left out."},
    {code::misplaced_doctype, "A document type declaration stands inside the document."},
    {code::junk_before_root, "Something that is no feed stands before it."},
    {code::junk_after_root, "Something stands after the end of the feed."},
    {code::attribute_unquoted, "An attribute value lacks its quotes or has odd ones."},
    {code::attribute_without_value, "An attribute has no value."},
    {code::attribute_duplicate, "An attribute is given twice; the first counts."},
    {code::attribute_unclosed, "An attribute value lacks its closing quote."},
    {code::attribute_invalid, "Something in a tag is no attribute; it was left out."},
    {code::tag_incomplete, "A tag has no end; it was completed or taken as text."},
    {code::tag_unclosed, "An element has no end tag; it was ended where it must end."},
    {code::tag_misspelt, "An end tag is misspelt; it was taken for the open element."},
    {code::tag_letter_case, "Start and end tag differ in upper and lower case."},
    {code::stray_end_tag, "An end tag has no start; it was left out."},
    {code::html_in_xml, "HTML stands unescaped in the feed."},
    {code::early_end, "The feed ends before its last entry; the end was moved."},
    {code::too_deep, "Elements are nested too deep to be repaired; tags were left out."},
    {code::truncated, "The document ends in the middle; what there was has been read."},
}};

}  // namespace

const std::array<CodeMeaning, 42>& text_codes() {
    return meanings;
}

std::string_view shown(std::string_view name) {
    return utf8::prefix(name, 40);
}

NoticeList::Tally& NoticeList::tally(std::string_view code) {
    const auto found = std::find_if(tallies_.begin(), tallies_.end(),
                                    [code](const Tally& tally) { return tally.code == code; });
    if (found != tallies_.end()) return *found;
    tallies_.push_back({.code = code});
    return tallies_.back();
}

bool NoticeList::wants(std::string_view code, std::size_t line) const {
    const auto found = std::find_if(tallies_.begin(), tallies_.end(),
                                    [code](const Tally& tally) { return tally.code == code; });
    return found == tallies_.end() || (found->kept < most_of_a_code && found->last_line != line);
}

void NoticeList::count(std::string_view code) {
    ++tally(code).left_out;
}

void NoticeList::add(std::string_view code, std::size_t line, std::string message) {
    Tally& counts = tally(code);
    if (counts.kept == most_of_a_code || (counts.kept != 0 && counts.last_line == line)) {
        ++counts.left_out;
        return;
    }
    ++counts.kept;
    counts.last_line = line;
    notices_.push_back({std::string(code), line, std::move(message)});
}

std::vector<Notice> NoticeList::take() {
    for (const Tally& counts : tallies_) {
        if (counts.left_out == 0) continue;
        notices_.push_back({std::string(counts.code), 0,
                            fmt::format("And {} more of the same kind.", counts.left_out)});
    }
    tallies_.clear();
    return std::exchange(notices_, {});
}

}  // namespace weir::parse
