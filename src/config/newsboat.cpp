#include "config/newsboat.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

namespace weir::config {
namespace {

/// The words of a line: blanks separate, double quotes hold together, a backslash in them takes the
/// next character as it is, "#" outside of them begins a comment.
std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    std::string word;
    bool in_word = false;
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (quoted && c == '\\' && at + 1 < line.size()) {
            word += line[++at];
        } else if (c == '"') {
            quoted = !quoted;
            in_word = true;
        } else if (!quoted && (c == ' ' || c == '\t' || c == '\r')) {
            if (in_word) words.push_back(std::move(word));
            word.clear();
            in_word = false;
        } else if (!quoted && c == '#' && !in_word) {
            break;
        } else {
            word += c;
            in_word = true;
        }
    }
    if (in_word) words.push_back(std::move(word));
    return words;
}

/// Why an address is none that weir can follow; empty when it is one.
std::string_view unknown_kind(std::string_view address) {
    if (address.starts_with("query:"))
        return "a query feed: an [[output]] with a match does that here";
    if (address.starts_with("exec:")) return "a program's output: weir runs no programs";
    if (address.starts_with("filter:")) return "a filtered feed: weir runs no programs";
    return {};
}

}  // namespace

NewsboatUrls read_newsboat_urls(std::string_view text) {
    NewsboatUrls read;
    int number = 0;
    for (const auto line : split(text, '\n')) {
        ++number;
        auto words = words_of(line);
        if (words.empty()) continue;
        if (const auto why = unknown_kind(words.front()); !why.empty()) {
            read.remarks.push_back(fmt::format("line {}: {} is {}", number, words.front(), why));
            continue;
        }
        OpmlFeed feed{.url = std::move(words.front()), .line = number};
        for (std::size_t i = 1; i < words.size(); ++i) {
            auto& word = words[i];
            if (word.starts_with('~')) {
                feed.title = word.substr(1);
            } else if (!word.empty() && word != "!") {
                feed.tags.push_back(std::move(word));
            }
        }
        read.feeds.push_back(std::move(feed));
    }
    return read;
}

}  // namespace weir::config
