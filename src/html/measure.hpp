#pragma once

#include "html/tree.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace weir::html {

/// What speaks for or against a node as part of an article; descendants included.
struct Measure {
    std::size_t text = 0;     ///< Bytes of visible text, runs of white space counted once.
    std::size_t linked = 0;   ///< Of these, inside <a>.
    std::size_t running = 0;  ///< Of these, not linked, and in paragraphs or long pieces.
    std::size_t commas = 0;
    std::size_t images = 0;

    [[nodiscard]] double link_share() const {
        return text == 0 ? 0 : static_cast<double>(linked) / static_cast<double>(text);
    }
};

/// One for each node of the tree; zero for nodes that `removed` marks and all in them. Linear.
[[nodiscard]] std::vector<Measure> measure(const Tree& tree, const std::vector<bool>& removed);

/// Visible text of a node on one line.
[[nodiscard]] std::string text_of(const Tree& tree, NodeId id, const std::vector<bool>& removed);

/// The words of class and id in lower case, each with a blank around: " article share bar ".
/// Words end at punctuation and where camel case begins a new one.
[[nodiscard]] std::string class_words(const Attributes& attributes);
/// True when one of `words` is among the words that class_words gave.
[[nodiscard]] bool has_any_word(std::string_view class_words,
                                const std::vector<std::string_view>& words);

}  // namespace weir::html
