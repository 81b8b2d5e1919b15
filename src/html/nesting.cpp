#include "html/nesting.hpp"

#include "html/escape.hpp"

#include <algorithm>
#include <utility>

namespace weir::html {
namespace {

constexpr std::size_t deepest = 512;
// What one start tag may open besides its element: a row, a cell and the waiting formatting.
constexpr std::size_t spare_depth = 16;
// More kinds of formatting do not exist; each waits at most once.
constexpr std::size_t most_waiting = 12;

bool is_cell(Element element) {
    return element == Element::td || element == Element::th || element == Element::caption;
}
bool is_row_group(Element element) {
    return element == Element::tbody || element == Element::thead || element == Element::tfoot;
}
bool is_item(Element element) {
    return element == Element::li || element == Element::dd || element == Element::dt;
}
bool is_ruby_part(Element element) {
    return element == Element::rp || element == Element::rt;
}
// A block may stand in a link, but ends all other formatting.
bool is_plain_formatting(Element element) {
    return has(element, Trait::formatting) && element != Element::a;
}

// True when `text` is more than nothing (`blanks_count`: or more than blanks) once it is decoded
// and cleaned.
bool shows_something(std::string_view text, bool blanks_count) {
    const std::size_t first = text.find_first_not_of(" \t\n\r\f");
    if (blanks_count && first != 0) return true;
    if (first == std::string_view::npos) return false;
    const char c = text[first];
    if (c > ' ' && c < 0x7F && c != '&') return true;
    std::string written;
    append_text(written, text);
    return blanks_count ? !written.empty() : !is_blank(written);
}

}  // namespace

void Nesting::start(Element element, std::string_view attributes) {
    if (!takes_elements()) return;
    if (has(element, Trait::table_part))
        start_table_part(element, attributes);
    else if (has(element, Trait::block))
        start_block(element, attributes);
    else if (has(element, Trait::formatting))
        start_formatting(element, attributes);
    else if (is_ruby_part(element))
        start_ruby_part(element, attributes);
    else
        start_inline(element, attributes);
}

void Nesting::start_block(Element element, std::string_view attributes) {
    ensure_cell();
    if (is_item(element)) close_previous_item(element);
    if (is_open(Element::p)) {
        const std::size_t paragraph = find(Element::p, Trait::barrier);
        if (paragraph != npos) close_from(paragraph, false);
    }
    close_formatting();
    if (has(element, Trait::heading) && has(current(), Trait::heading)) {
        close_top();
        close_formatting();
    }
    open_fresh_links();
    if (element == Element::hr) {
        write_void(element, attributes);
        return;
    }
    open(element, attributes);
    if (element == Element::pre) pre_content_ = out_.size();
}

// A new item ends the one before, through whatever that left open but another list or a table.
void Nesting::close_previous_item(Element element) {
    if (!is_open(Element::li) && !is_open(Element::dd) && !is_open(Element::dt)) return;
    for (std::size_t i = open_.size(); i-- > 0;) {
        const Element open = open_[i].element;
        const bool match =
            element == Element::li ? open == element : open == Element::dd || open == Element::dt;
        if (match) {
            close_from(i, false);
            return;
        }
        const bool passable =
            open == Element::address || open == Element::div || open == Element::p;
        if (has(open, Trait::special) && !passable) return;
    }
}

void Nesting::start_formatting(Element element, std::string_view attributes) {
    if (element == Element::a) {
        // A link ends the one before it, even where blocks stand between them.
        std::erase_if(waiting_, [this, at = std::size_t{0}](const Waiting& one) mutable {
            return at++ >= floor_ && one.element == Element::a;
        });
        const std::size_t link = find(Element::a, Trait::barrier);
        if (link != npos) close_from(link, false);
        if (attributes.empty()) return;
    }
    if (waiting_.size() - floor_ >= most_waiting) return;
    waiting_.push_back({element, true, std::string(attributes)});
    if (attributes.find(" id=") != std::string_view::npos) begin_content();
}

void Nesting::start_inline(Element element, std::string_view attributes) {
    begin_content();
    open(element, attributes);
}

void Nesting::start_ruby_part(Element element, std::string_view attributes) {
    const std::size_t ruby = find(Element::ruby, Trait::barrier);
    if (ruby == npos) return;
    if (ruby + 1 < open_.size()) close_from(ruby + 1, true);
    open(element, attributes);
}

void Nesting::start_table_part(Element element, std::string_view attributes) {
    std::size_t table = npos;
    if (is_open(Element::table)) table = find(Element::table, 0);
    if (table == npos) return;
    // How far back the part's parent is: the innermost one that may hold it.
    std::size_t parent = open_.size() - 1;
    const auto may_hold = [element](Element open) {
        if (open == Element::table) return true;
        if (element == Element::tr) return is_row_group(open);
        if (element == Element::td || element == Element::th)
            return is_row_group(open) || open == Element::tr;
        return element == Element::col && open == Element::colgroup;
    };
    while (parent > table && !may_hold(open_[parent].element)) --parent;
    if (parent + 1 < open_.size()) close_from(parent + 1, true);
    if (element == Element::col) {
        start_column(attributes);
        return;
    }
    const bool cell = element == Element::td || element == Element::th;
    if (cell && current() != Element::tr) open(Element::tr, {});
    open(element, attributes);
}

void Nesting::start_column(std::string_view attributes) {
    if (current() != Element::colgroup) open(Element::colgroup, {});
    write_void(Element::col, attributes);
}

void Nesting::add_void(Element element, std::string_view attributes) {
    if (!takes_elements()) return;
    begin_content();
    write_void(element, attributes);
}

void Nesting::add_source(std::string_view attributes) {
    const Element parent = current();
    if (parent == Element::picture || parent == Element::audio || parent == Element::video)
        write_void(Element::source, attributes);
}

void Nesting::text(std::string_view text) {
    if (full_ || text.empty()) return;
    // Blanks between blocks are no content, except where they are shown as they are.
    if (shows_something(text, is_open(Element::pre))) begin_content();
    const std::size_t before = out_.size();
    append_text(out_, text);
    // Parsers skip one line end after <pre>: give them one to skip.
    if (before == pre_content_ && out_.size() > before && out_[before] == '\n')
        out_.insert(before, 1, '\n');
    if (!fits(0)) cut_text(before);
}

// Takes back what passes the limit of the text that begins at `begin`, whole characters and
// references at a time.
void Nesting::cut_text(std::size_t begin) {
    const std::size_t allowed = limit_ > closing_ ? limit_ - closing_ : 0;
    std::size_t end = std::max(begin, std::min(allowed, out_.size()));
    while (end > begin && (static_cast<unsigned char>(out_[end]) & 0xC0U) == 0x80) --end;
    const std::size_t reference = std::string_view(out_).substr(begin, end - begin).rfind('&');
    if (reference != std::string_view::npos &&
        std::string_view(out_).substr(begin + reference, end - begin - reference).find(';') ==
            std::string_view::npos)
        end = begin + reference;
    out_.resize(end);
}

void Nesting::separate() {
    if (!out_.empty() && out_.back() != '>' && !is_blank(std::string_view(&out_.back(), 1)))
        apart_ = out_.size();
}

void Nesting::end(Element element) {
    if (has(element, Trait::formatting)) {
        end_formatting(element);
        return;
    }
    if (has(element, Trait::heading)) {
        // </h2> ends an <h3> too.
        for (std::size_t i = open_.size(); i-- > 0;) {
            if (has(open_[i].element, Trait::barrier)) return;
            if (!has(open_[i].element, Trait::heading)) continue;
            close_from(i, false);
            return;
        }
        return;
    }
    if (!is_open(element)) return;
    const std::size_t index = find_end(element);
    if (index != npos) close_from(index, false);
}

std::size_t Nesting::find_end(Element element) const {
    using enum Element;
    if (has(element, Trait::table_part) || element == table) {
        const std::size_t index = find(element, 0);
        const std::size_t innermost = find(table, 0);
        return index != npos && innermost != npos && index >= innermost ? index : npos;
    }
    if (element == li) {
        for (std::size_t i = open_.size(); i-- > 0;) {
            const Element open = open_[i].element;
            if (open == li) return i;
            if (open == ul || open == ol || has(open, Trait::barrier)) return npos;
        }
        return npos;
    }
    // Browsers let a <p> in a <video> hide its end tag; then the rest of the page is fallback.
    const bool media = element == video || element == audio || element == picture;
    const bool apart = has(element, Trait::block) || media;
    return find(element, apart ? Trait::barrier : Trait::special);
}

void Nesting::end_formatting(Element element) {
    for (std::size_t i = waiting_.size(); i-- > floor_;) {
        if (waiting_[i].element != element) continue;
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
        return;
    }
    const std::size_t index = find(element, Trait::barrier);
    if (index != npos) close_from(index, false);
}

std::size_t Nesting::find(Element element, std::uint16_t stop) const {
    if (!is_open(element)) return npos;
    for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].element == element) return i;
        if (has(open_[i].element, stop)) return npos;
    }
    return npos;
}

void Nesting::close_formatting() {
    std::size_t index = open_.size();
    while (index > 0 && is_plain_formatting(open_[index - 1].element)) --index;
    if (index < open_.size()) close_from(index, true);
}

// Closes the element at `index` and all in it. Formatting goes on afterwards; that of the first
// one only with `carry_first`.
void Nesting::close_from(std::size_t index, bool carry_first) {
    while (open_.size() > index) {
        const Open& top = open_.back();
        const bool carry = open_.size() - 1 > index || carry_first;
        if (carry && has(top.element, Trait::formatting)) {
            const auto same = [&top](const Waiting& one) { return one.element == top.element; };
            const auto begin = waiting_.begin() + static_cast<std::ptrdiff_t>(floor_);
            if (std::none_of(begin, waiting_.end(), same))
                waiting_.insert(begin, {top.element, false,
                                        out_.substr(top.attributes_begin, top.attributes_size)});
        }
        close_top();
    }
}

void Nesting::close_top() {
    const Open top = open_.back();
    if (is_cell(top.element)) {
        waiting_.resize(floor_);
        floor_ = top.outer_floor;
    }
    const std::string_view name = name_of(top.element);
    out_ += "</";
    out_ += name;
    out_ += '>';
    closing_ -= name.size() + 3;
    --counts_[static_cast<std::size_t>(top.element)];
    open_.pop_back();
}

void Nesting::begin_content() {
    if (apart_ == out_.size() && fits(1)) out_ += '\n';
    ensure_cell();
    if (waiting_.size() > floor_) write_waiting();
}

void Nesting::write_waiting() {
    std::vector<Waiting> waiting(
        std::make_move_iterator(waiting_.begin() + static_cast<std::ptrdiff_t>(floor_)),
        std::make_move_iterator(waiting_.end()));
    waiting_.resize(floor_);
    for (const Waiting& one : waiting) open(one.element, one.attributes);
}

void Nesting::open_fresh_links() {
    for (std::size_t i = floor_; i < waiting_.size(); ++i) {
        if (waiting_[i].element != Element::a || !waiting_[i].fresh) continue;
        const std::string attributes = std::move(waiting_[i].attributes);
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
        open(Element::a, attributes);
        return;
    }
}

// Content that stands in a table, but in no cell, would be moved before the table by parsers.
void Nesting::ensure_cell() {
    if (current() == Element::colgroup) close_top();
    const Element parent = current();
    if (parent != Element::table && parent != Element::tr && !is_row_group(parent)) return;
    if (parent != Element::tr) open(Element::tr, {});
    open(Element::td, {});
}

void Nesting::open(Element element, std::string_view attributes) {
    const std::string_view name = name_of(element);
    if (!fits(2 * name.size() + attributes.size() + 5)) return;
    out_ += '<';
    out_ += name;
    open_.push_back({element, out_.size(), attributes.size(), floor_});
    out_ += attributes;
    out_ += '>';
    closing_ += name.size() + 3;
    ++counts_[static_cast<std::size_t>(element)];
    if (is_cell(element)) floor_ = waiting_.size();
}

void Nesting::write_void(Element element, std::string_view attributes) {
    const std::string_view name = name_of(element);
    if (!fits(name.size() + attributes.size() + 2)) return;
    out_ += '<';
    out_ += name;
    out_ += attributes;
    out_ += '>';
}

// Once something did not fit nothing else is written, so that no part is missing in between.
bool Nesting::fits(std::size_t bytes) {
    if (out_.size() + closing_ + bytes > limit_) full_ = true;
    return !full_;
}

bool Nesting::takes_elements() const {
    return !full_ && open_.size() + spare_depth <= deepest;
}

std::string Nesting::finish() {
    while (!open_.empty()) close_top();
    return std::move(out_);
}

}  // namespace weir::html
