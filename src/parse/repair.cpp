#include "base/text.hpp"
#include "html/element.hpp"
#include "parse/clean_name.hpp"
#include "parse/notices.hpp"
#include "parse/repair_names.hpp"
#include "parse/repair_output.hpp"
#include "parse/repair_rules.hpp"
#include "parse/repair_stack.hpp"
#include "parse/repair_tag.hpp"
#include "parse/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace weir::parse {
namespace {

constexpr std::size_t none = std::string_view::npos;

bool blank(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_ascii_space);
}

/// Writes one document anew. Where a document may begin: `from_root` skips all before the first
/// element that can be a feed; else the first element is the root.
class Repairer {
public:
    Repairer(const XmlText& cleaned, bool from_root)
        : in_(cleaned.text), out_(cleaned), tags_(in_), waiting_(from_root) {}

    /// Absent when no root was found.
    std::optional<XmlText> repair() {
        while (at_ < in_.size()) {
            const std::size_t markup = std::min(in_.find('<', at_), in_.size());
            text(markup - at_);
            if (at_ < in_.size()) this->markup();
        }
        if (waiting_) return std::nullopt;
        if (!open_.empty() && !ended_) {
            note(code::truncated, "The document ends inside <{}>.", shown(open_.top().name));
        }
        close_down_to(0);
        XmlText repaired = out_.take();
        repaired.notices = notices_.take();
        return repaired;
    }

private:
    template <class... Arguments>
    void note(std::string_view code, fmt::format_string<Arguments...> format,
              Arguments&&... arguments) {
        out_.move_to(at_);
        if (!notices_.wants(code, out_.line())) return notices_.count(code);
        notices_.add(code, out_.line(), fmt::format(format, std::forward<Arguments>(arguments)...));
    }

    [[nodiscard]] bool outside() const { return waiting_ || ended_ || open_.empty(); }

    void note_outside() {
        if (waiting_ || (open_.empty() && !has_root_)) {
            note(code::junk_before_root, "What stands before the feed was left out.");
        } else {
            note(code::junk_after_root, "What stands after the end of the feed was left out.");
        }
    }

    void text(std::size_t size) {
        const std::string_view run = in_.substr(at_, size);
        if (!outside())
            out_.copy(at_, run);
        else if (!blank(run))
            note_outside();
        at_ += size;
    }

    /// A "<" that is no tag after all.
    void literal_less_than() {
        if (outside()) {
            note_outside();
        } else {
            note(code::bare_less_than, "A < begins no tag; it should be written &lt;.");
            out_.write("&lt;");
        }
        ++at_;
    }

    void markup() {
        const char next = at_ + 1 < in_.size() ? in_[at_ + 1] : '\0';
        if (next == '/')
            end_tag();
        else if (next == '!')
            declaration();
        else if (next == '?')
            skip_past("?>");
        else if (is_name_start(next))
            start_tag();
        else
            literal_less_than();
    }

    /// Leaves out what ends with `end`; when that is missing, up to the next ">".
    void skip_past(std::string_view end) {
        std::size_t found = none;
        bool& missing = end == "?>" ? no_instruction_end_ : no_comment_end_;
        if (!missing) found = in_.find(end, at_ + 2);
        if (found != none) {
            at_ = found + end.size();
            return;
        }
        missing = true;
        const std::size_t stop = std::min(in_.find_first_of("<>", at_ + 1), in_.size());
        at_ = stop < in_.size() && in_[stop] == '>' ? stop + 1 : stop;
    }

    void declaration() {
        const std::string_view rest = in_.substr(at_);
        if (rest.starts_with("<![CDATA[")) return cdata();
        if (!rest.starts_with("<!--")) {
            const std::size_t stop = std::min(in_.find_first_of("<>", at_ + 1), in_.size());
            at_ = stop < in_.size() && in_[stop] == '>' ? stop + 1 : stop;
            return;
        }
        if (no_comment_end_)
            at_ += 4;  // What an unclosed comment hides may be the feed.
        else
            skip_comment();
    }

    void skip_comment() {
        const std::size_t end = in_.find("-->", at_ + 4);
        no_comment_end_ = end == none;
        at_ = end == none ? at_ + 4 : end + 3;
    }

    void cdata() {
        const std::size_t found = in_.find("]]>", at_ + 9);
        const std::size_t end = found == none ? in_.size() : found + 3;
        if (outside()) {
            note_outside();
        } else {
            out_.copy(at_, in_.substr(at_, end - at_));
            if (found == none) out_.write("]]>");
        }
        at_ = end;
    }

    // Start tags

    void start_tag() {
        StartTag tag = tags_.read(at_);
        if (tag.end == StartTag::End::cut && !tag.attributes.empty() &&
            tag.attributes.back().style != Attribute::Style::quoted) {
            tag.attributes.pop_back();  // Half a URL is worse than none.
        }
        if (tag.end == StartTag::End::no_tag) return literal_less_than();
        const Role role = role_of(tag.name, atom_);
        if (tag.end == StartTag::End::incomplete && !of_feed(role) && !tag.has_values()) {
            return literal_less_than();
        }
        if (tag.end == StartTag::End::cut && !of_feed(role)) {
            at_ = in_.size();
            return;
        }
        if (!enters(tag, role)) {
            note_outside();
        } else if (is_text(tag, role)) {
            return literal_less_than();
        } else {
            make_room({tag, role, atom_});
            return write_start({tag, role, atom_});
        }
        at_ += tag.size;
    }

    /// False for a tag outside of the document. Knows the root, and takes back an end of the root
    /// that came too early.
    bool enters(const StartTag& tag, Role role) {
        if (waiting_) {
            if (role != Role::root && !iequals(tag.name, "channel")) return false;
            waiting_ = false;
        }
        const bool another_root =
            role == Role::root && !open_.empty() && iequals(open_[0].name, tag.name);
        if (another_root) {
            close_down_to(0);
            note(code::junk_after_root, "A second document begins here.");
        } else if (ended_) {
            if (role != Role::entry) return false;
            note(code::early_end, "The end of the feed stands before this entry.");
        }
        ended_ = false;
        if (open_.empty()) atom_ = iequals(local_name(tag.name), "feed");
        has_root_ = true;
        return true;
    }

    /// "<vector>" in "Using <vector> in C++": an unknown name, nothing that looks like an
    /// attribute, and never an end tag.
    bool is_text(const StartTag& tag, Role role) {
        if (role != Role::none || tag.self_closed || tag.has_values() ||
            open_.feed_element() == OpenElements::none) {
            return false;
        }
        const Role inside = open_[open_.feed_element()].role;
        if (inside != Role::plain && inside != Role::rich) return false;
        return !has_end_tag(tag.name);
    }

    /// An end tag of that name occurs anywhere.
    bool has_end_tag(std::string_view name) {
        if (!end_tags_) {
            end_tags_.emplace();
            for (std::size_t at = 0; (at = in_.find("</", at)) != none;) {
                at += 2;
                const std::string_view found = in_.substr(at, size_of_name(in_.substr(at)));
                end_tags_->insert(found);
                at += found.size();
            }
        }
        return end_tags_->count(name) != 0;
    }

    /// Closes what cannot hold the element that begins.
    void make_room(const RoleTag& element) {
        if (element.role == Role::entry) return close_for_entry();
        const std::string_view name = element.tag.name;
        if (element.role == Role::html || is_html_too(name)) {
            while (!open_.empty() && ends_before(open_.top(), name)) {
                close_down_to(open_.size() - 1);
            }
        }
        if (!of_feed(element.role)) return;
        for (std::size_t place = open_.feed_element();
             place != OpenElements::none && !may_hold(open_, place, element);
             place = open_.feed_element()) {
            close_unclosed_down_to(place);
        }
    }

    void close_for_entry() {
        std::size_t place = open_.size();
        while (place > 0) {
            const Role role = open_[place - 1].role;
            if (role == Role::root || role == Role::channel) break;
            --place;
        }
        if (place < open_.size()) close_unclosed_down_to(place);
    }

    void write_start(const RoleTag& element) {
        const StartTag& tag = element.tag;
        const std::string_view name = tag.name;
        const bool raw =
            element.role == Role::html && html::has(html::element_named(name), html::raw_text);
        const bool nothing = holds_nothing(element);
        if (nothing && element.role == Role::html && !tag.self_closed) {
            note(code::html_in_xml, "<{}> is HTML; in XML it has to be <{}/>.", shown(name),
                 shown(name));
        }
        const bool closed = tag.self_closed || nothing || raw;
        if (!closed && open_.full()) {
            note(code::too_deep, "Elements are nested deeper than {}.", OpenElements::most);
            ++left_out_;
        } else {
            out_.move_to(at_);
            out_.write_tag(tag, closed);
            note_style(tag);
            if (!closed) open_.push(name, element.role);
        }
        at_ += tag.size;
        if (raw && !tag.self_closed) skip_raw_text(name);
    }

    void note_style(const StartTag& tag) {
        for (const Attribute& attribute : tag.attributes) {
            const std::string_view name = shown(attribute.name);
            switch (attribute.style) {
                case Attribute::Style::quoted:
                    break;
                case Attribute::Style::unquoted:
                case Attribute::Style::odd_quotes:
                    note(code::attribute_unquoted, "The value of '{}' needs quotes.", name);
                    break;
                case Attribute::Style::unclosed:
                    note(code::attribute_unclosed, "The value of '{}' lacks a quote.", name);
                    break;
                case Attribute::Style::no_value:
                    note(code::attribute_without_value, "'{}' has no value.", name);
                    break;
            }
        }
        const std::string_view name = shown(tag.name);
        if (tag.has_duplicates) {
            note(code::attribute_duplicate, "<{}> has an attribute twice.", name);
        }
        if (tag.has_junk) note(code::attribute_invalid, "Not all in <{}> are attributes.", name);
        if (tag.end == StartTag::End::incomplete) {
            note(code::tag_incomplete, "<{} has no >.", name);
        }
    }

    /// Script and its like: the content would be left out when the HTML is made safe, and its < and
    /// & mean nothing.
    void skip_raw_text(std::string_view name) {
        const std::string key = lower(name);
        if (no_raw_end_.count(key) != 0) return;
        const std::string end = "</" + key;
        const std::size_t found = ifind(in_, end, at_);
        if (found == none) {
            no_raw_end_.insert(key);
            return;
        }
        const std::size_t close = in_.find_first_of("<>", found + end.size());
        if (close == none)
            at_ = in_.size();
        else
            at_ = in_[close] == '>' ? close + 1 : close;
    }

    // End tags

    void end_tag() {
        std::size_t start = at_ + 2;
        while (start < in_.size() && is_ascii_space(in_[start])) ++start;
        const std::string_view name = in_.substr(start, size_of_name(in_.substr(start)));
        if (name.empty() || !is_name_start(name.front())) return literal_less_than();
        const std::size_t stop = std::min(in_.find_first_of("<>", start), in_.size());
        const bool complete = stop < in_.size() && in_[stop] == '>';
        if (!complete && stop < in_.size()) {
            note(code::tag_incomplete, "</{} has no >.", shown(name));
        }
        if (!outside()) end(name);
        at_ = complete ? stop + 1 : stop;
    }

    void end(std::string_view name) {
        const Role role = role_of(name, atom_);
        if (left_out_ > 0 && !of_feed(role)) {
            --left_out_;
            return;
        }
        left_out_ = 0;
        const std::size_t place = open_.find(name);
        if (place != OpenElements::none && may_close(open_, place, name, role)) {
            return end_open(place, name);
        }
        const bool closed_at_once = was_closed_at_once(name, role);
        const std::size_t meant = place == OpenElements::none && !closed_at_once
                                      ? meant_by(open_, name, role)
                                      : OpenElements::none;
        if (meant != OpenElements::none) {
            note(code::tag_misspelt, "</{}> ends <{}>.", shown(name), shown(open_[meant].name));
            close_down_to(meant);
        } else if (!closed_at_once) {
            note(code::stray_end_tag, "</{}> has no start tag.", shown(name));
        }
    }

    void end_open(std::size_t place, std::string_view name) {
        const std::string_view open_name = open_[place].name;
        if (open_name != name) {
            note(code::tag_letter_case, "<{}> and </{}> differ in upper and lower case.",
                 shown(open_name), shown(name));
        }
        if (place == 0) {
            // More may come: the root stays open until something else begins or all is read.
            if (open_.size() > 1) close_unclosed_down_to(1);
            ended_ = true;
            return;
        }
        if (place + 1 < open_.size()) close_unclosed_down_to(place + 1);
        close_down_to(place);
    }

    // Closing

    void close_unclosed_down_to(std::size_t size) {
        for (std::size_t place = open_.size(); place > size; --place) {
            if (open_[place - 1].role == Role::html) continue;
            note(code::tag_unclosed, "<{}> has no end tag.", shown(open_[place - 1].name));
            break;
        }
        close_down_to(size);
    }

    void close_down_to(std::size_t size) {
        left_out_ = 0;
        while (open_.size() > size) {
            out_.write("</");
            out_.write(open_.top().name);
            out_.write(">");
            open_.pop();
        }
    }

    std::string_view in_;
    RepairOutput out_;
    TagReader tags_;
    NoticeList notices_;
    OpenElements open_;
    std::optional<std::unordered_set<std::string_view>> end_tags_;
    std::unordered_set<std::string> no_raw_end_;
    std::size_t at_ = 0;
    std::size_t left_out_ = 0;  ///< Start tags beyond the deepest level, whose ends do not count.
    bool waiting_;              ///< For the root.
    bool has_root_ = false;
    bool ended_ = false;  ///< The root's end tag has come.
    bool atom_ = false;
    // Once a search for an end has failed, no later one can find it: this keeps the scan linear.
    bool no_comment_end_ = false;
    bool no_instruction_end_ = false;
};

}  // namespace

XmlText repair_xml(const XmlText& cleaned) {
    if (auto repaired = Repairer(cleaned, true).repair()) return std::move(*repaired);
    // No element looks like a feed's; the caller says what it is instead.
    if (auto repaired = Repairer(cleaned, false).repair()) return std::move(*repaired);
    return {};
}

}  // namespace weir::parse
