#include "html/measure.hpp"

#include "base/text.hpp"
#include "html/text.hpp"

#include <algorithm>

namespace weir::html {
namespace {

constexpr std::size_t longest_classes = 1000;  // Utility frameworks; the first ones name the part.

// Labels of navigation and forms are shorter.
constexpr std::size_t least_running = 40;

bool counts_as_paragraph(Element element) {
    return element == Element::p || element == Element::pre || element == Element::blockquote;
}

bool is_hidden_text(Element element) {
    using enum Element;
    return element == script || element == noscript || element == textarea || element == select ||
           element == title || element == iframe || element == button || element == object;
}

std::size_t visible_size(std::string_view text) {
    std::size_t size = 0;
    bool after_space = true;
    for (const char c : text) {
        const bool space = is_ascii_space(c);
        if (!space || !after_space) ++size;
        after_space = space;
    }
    return size;
}

// U+3001 and U+FF0C are the commas of Chinese and Japanese.
std::size_t comma_count(std::string_view text) {
    std::size_t count = static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
    for (const std::string_view comma : {"\u3001", "\uff0c"})
        for (std::size_t at = 0; (at = text.find(comma, at)) != std::string_view::npos; ++at)
            ++count;
    return count;
}

}  // namespace

std::vector<Measure> measure(const Tree& tree, const std::vector<bool>& removed) {
    std::vector<Measure> all(tree.size());
    NodeId link_end = 0;
    NodeId paragraph_end = 0;
    for (NodeId id = 1; id < tree.size();) {
        const Node& node = tree[id];
        if (removed[id] || (!node.is_text() && is_hidden_text(node.element))) {
            id = node.end;
            continue;
        }
        if (node.is_text()) {
            Measure& own = all[id];
            own.text = visible_size(node.text);
            own.commas = comma_count(node.text);
            if (id < link_end)
                own.linked = own.text;
            else if (id < paragraph_end || own.text >= least_running)
                own.running = own.text;
        } else if (node.element == Element::a) {
            link_end = std::max(link_end, node.end);
        } else if (counts_as_paragraph(node.element)) {
            paragraph_end = std::max(paragraph_end, node.end);
        } else if (node.element == Element::img || node.element == Element::video) {
            all[id].images = 1;
        }
        ++id;
    }
    // Parents stand before their children.
    for (NodeId id = tree.size(); id-- > 1;) {
        Measure& parent = all[tree[id].parent];
        parent.text += all[id].text;
        parent.linked += all[id].linked;
        parent.running += all[id].running;
        parent.commas += all[id].commas;
        parent.images += all[id].images;
    }
    return all;
}

std::string text_of(const Tree& tree, NodeId id, const std::vector<bool>& removed) {
    return to_line(tree.markup(id, removed));
}

std::string class_words(const Attributes& attributes) {
    std::string words = " ";
    for (const std::string_view value : {attributes[Name::class_], attributes[Name::id]}) {
        bool lower_before = false;
        for (const char c : value.substr(0, longest_classes)) {
            const bool upper = c >= 'A' && c <= 'Z';
            if (!is_ascii_alpha(c) && !is_ascii_digit(c)) {
                if (words.back() != ' ') words += ' ';
            } else {
                if (upper && lower_before) words += ' ';
                words += ascii_lower(c);
            }
            lower_before = c >= 'a' && c <= 'z';
        }
        if (words.back() != ' ') words += ' ';
    }
    return words;
}

bool has_any_word(std::string_view class_words, const std::vector<std::string_view>& words) {
    for (std::size_t at = 1; at < class_words.size();) {
        const std::size_t end = class_words.find(' ', at);
        const std::string_view word = class_words.substr(at, end - at);
        if (std::find(words.begin(), words.end(), word) != words.end()) return true;
        at = end + 1;
    }
    return false;
}

}  // namespace weir::html
