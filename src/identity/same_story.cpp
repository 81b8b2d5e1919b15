#include "identity/identity.hpp"
#include "identity/text_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace weir::identity {
namespace {

// Thresholds measured on labelled pairs of articles, their retellings and near misses
// (docs/design/identity.md).
constexpr std::size_t fewest_common = 8;
constexpr double enough = 0.55;             // Containment that tells a story alone,
constexpr double enough_with_title = 0.35;  // with titles that overlap,
constexpr double enough_in_feed = 0.7;      // within one feed, with titles all but equal.
constexpr double overlapping_titles = 0.5;
constexpr double equal_titles = 0.8;
constexpr std::size_t telling_numbers = 3;
constexpr double enough_numbers = 0.5;
constexpr double enough_lead = 0.25;

using Hashes = std::vector<std::uint64_t>;  ///< Sorted, each once.

void make_set(Hashes& hashes) {
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

std::size_t common(const Hashes& a, const Hashes& b) {
    std::size_t count = 0;
    for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
        if (*left < *right) {
            ++left;
        } else if (*right < *left) {
            ++right;
        } else {
            ++count, ++left, ++right;
        }
    }
    return count;
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

struct Title {
    explicit Title(std::string_view title) {
        for (const TextWord& word : read_words(title)) {
            if (word.figure != 0) numbers.push_back(word.figure);
            if (!word.is_number) sequence.push_back(word.hash);
            all.push_back(word.hash);
        }
        make_set(all);
    }
    Hashes sequence;  ///< Words but numbers, as they stand.
    Hashes numbers;   ///< As they stand.
    Hashes all;
};

struct Body {
    Body(std::string_view title, std::string_view text) {
        const auto words = read_words(title, text);
        count = words.size();
        const std::size_t in_lead = shingle_count(std::min(count, lead_words));
        for (std::size_t i = 0; i < shingle_count(count); ++i) {
            shingles.push_back(shingle(words, i));
            if (i < in_lead) lead.push_back(shingles.back());
        }
        for (const TextWord& word : words) {
            if (word.figure != 0) numbers.push_back(word.figure);
        }
        make_set(shingles);
        make_set(lead);
        make_set(numbers);
    }
    std::size_t count = 0;
    Hashes shingles;
    Hashes lead;
    Hashes numbers;
};

bool numbers_differ(const Title& a, const Title& b) {
    return !a.numbers.empty() && !b.numbers.empty() && a.numbers != b.numbers;
}

// Dice's measure: 1 for the same words, 0 for none in common.
double overlap(const Title& a, const Title& b) {
    if (numbers_differ(a, b)) return 0;
    return share(2 * common(a.all, b.all), a.all.size() + b.all.size());
}

// "Report 41" and "Report 42": two issues of a series, however alike their texts are.
bool in_series(const Title& a, const Title& b) {
    return numbers_differ(a, b) && a.sequence == b.sequence;
}

// Reports made from one form have the same words and other figures.
bool figures_agree(const Body& a, const Body& b) {
    const std::size_t fewer = std::min(a.numbers.size(), b.numbers.size());
    return fewer < telling_numbers || share(common(a.numbers, b.numbers), fewer) >= enough_numbers;
}

int percent(double part) {
    return static_cast<int>(std::lround(part * 100));
}

}  // namespace

std::optional<SameStory> same_story(const Text& a, const Text& b, bool same_feed) {
    const Body one(a.title, a.text);
    const Body other(b.title, b.text);
    if (std::min(one.count, other.count) < fewest_words) return std::nullopt;
    const bool one_is_shorter = one.shingles.size() <= other.shingles.size();
    const Body& shorter = one_is_shorter ? one : other;
    const Body& longer = one_is_shorter ? other : one;

    const std::size_t shared = common(shorter.shingles, longer.shingles);
    const double containment = share(shared, shorter.shingles.size());
    if (shared < fewest_common || containment < enough_with_title) return std::nullopt;
    if (share(common(shorter.lead, longer.shingles), shorter.lead.size()) < enough_lead ||
        !figures_agree(one, other)) {
        return std::nullopt;
    }
    const Title our_title(a.title);
    const Title their_title(b.title);
    if (in_series(our_title, their_title)) return std::nullopt;
    const double titles = overlap(our_title, their_title);
    const bool accepted = same_feed ? containment >= enough_in_feed && titles >= equal_titles
                                    : containment >= enough || titles >= overlapping_titles;
    if (!accepted) return std::nullopt;
    return SameStory{.containment = containment,
                     .rule = fmt::format("{} % of the shorter text stands in the longer one, "
                                         "{} % of the titles' words agree",
                                         percent(containment), percent(titles))};
}

}  // namespace weir::identity
