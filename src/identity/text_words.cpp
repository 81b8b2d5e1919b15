#include "identity/text_words.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "words/words.hpp"

#include <algorithm>
#include <bit>
#include <string>

namespace weir::identity {
namespace {

constexpr std::size_t most_words = 50'000;  // A book's worth of chapters; more tells nothing new.
constexpr std::size_t shingle_words = 3;

// "4.1", "1,942", "8:23", "1'942": one figure, which other words hardly ever hold by chance.
bool joins_digits(char c) {
    return c == '.' || c == ',' || c == ':' || c == '\'';
}

}  // namespace

std::vector<TextWord> read_words(std::string_view text) {
    std::vector<TextWord> out;
    out.reserve(std::min(text.size() / 6, most_words));
    std::string figure;
    std::size_t figure_end = 0;
    for (words::Reader reader(text); out.size() < most_words && reader.next();) {
        TextWord word{.hash = hash64(reader.word())};
        word.is_number = is_ascii_digit(reader.word().front());
        if (word.is_number) {
            const bool goes_on = !figure.empty() && reader.begin() == figure_end + 1 &&
                                 joins_digits(text[figure_end]);
            if (goes_on) {
                out.back().figure = 0;
            } else {
                figure.clear();
            }
            figure += reader.word();
            figure_end = reader.end();
            word.figure = hash64(figure);
        }
        out.push_back(word);
    }
    return out;
}

std::vector<TextWord> read_words(std::string_view title, std::string_view text) {
    auto words = read_words(text);
    const auto heading = read_words(title);
    const bool repeated =
        heading.size() <= words.size() &&
        std::equal(heading.begin(), heading.end(), words.begin(),
                   [](const TextWord& a, const TextWord& b) { return a.hash == b.hash; });
    if (repeated) {
        words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(heading.size()));
    }
    return words;
}

std::uint64_t shingle(const std::vector<TextWord>& words, std::size_t at) {
    // Word order counts, so each place turns its hash differently; the multiplications spread what
    // is left of the words' own patterns over all bits (constants of MurmurHash3's finalizer).
    std::uint64_t mixed =
        words[at].hash ^ std::rotl(words[at + 1].hash, 21) ^ std::rotl(words[at + 2].hash, 42);
    mixed = (mixed ^ (mixed >> 33U)) * 0xFF51AFD7ED558CCDU;
    mixed = (mixed ^ (mixed >> 33U)) * 0xC4CEB9FE1A85EC53U;
    return mixed ^ (mixed >> 33U);
}

std::size_t shingle_count(std::size_t among) {
    return among < shingle_words ? 0 : among - shingle_words + 1;
}

}  // namespace weir::identity
