#pragma once

#include "model/entry.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What makes two sightings the same item, and two items the same story. Pure.
/// Rules: docs/design/identity.md.
namespace weir::identity {

/// The URL as it is compared, never shown: https for http, www. and default ports off, one
/// spelling of escapes and paths, /index.html and /amp off, tracking parameters out, the rest
/// sorted, no fragment but "#!". Empty for no http(s) URL.
[[nodiscard]] std::string canonical_url(std::string_view url);

/// The URL as it is shown: tracking parameters out, all else untouched (a fragment goes when it
/// holds nothing else).
[[nodiscard]] std::string without_tracking(std::string_view url);

/// "example.co.uk" of "https://news.example.co.uk/": by the public suffix list; the host itself for
/// addresses and unknown suffixes.
[[nodiscard]] std::string registrable_domain(std::string_view url);

/// Hash of the visible content: title, text, enclosures. Attribute order, view counters in URLs,
/// white space do not change it.
[[nodiscard]] std::uint64_t content_hash(const Entry& entry);

/// What candidates for the same story are found by: the smallest hashes of three-word runs, 12 of
/// the lead (64 words), then 20 others of the whole text; each value once, 0 fills up. All 0 for
/// texts under 8 words, which are compared with none.
using Sketch = std::array<std::uint32_t, 32>;

/// What a text is compared by; made once per entry from title and plain text.
struct Fingerprint {
    Sketch sketch{};
    std::uint32_t words = 0;  ///< Of the text without a title that it repeats; 50,000 at most.

    bool operator==(const Fingerprint&) const = default;
};
[[nodiscard]] Fingerprint fingerprint(std::string_view title, std::string_view text);

/// An entry with all that identity needs, computed away from the writer.
struct Prepared {
    Entry entry;
    std::string text;  ///< Plain text of content_html, else content_text, else summary, one line
                       ///< per block; searched and compared.
    std::string canonical;   ///< canonical_url(entry.url); empty for none.
    std::uint64_t hash = 0;  ///< content_hash.
    std::string title_key;   ///< Title folded: lower case, letters and digits only.
    Fingerprint print;
    bool id_repeats = false;  ///< The document gives this id to entries with other links or titles.
    /// What the feed knows it by: the id as given; without one the canonical link; without either a
    /// hash of title and text. Where entries of the document share it, link or title follow.
    std::string key;
};
/// One document's entries made ready, in its order. Entries with the same key come once: the one
/// updated last, else the first.
[[nodiscard]] std::vector<Prepared> prepare(std::vector<Entry> entries);

/// One side of an exact comparison of two texts.
struct Text {
    std::string_view title;
    std::string_view text;
};
/// Why two items of different feeds tell the same story; absent when they do not. `rule` is one
/// sentence for `weir why`.
struct SameStory {
    double containment = 0;
    std::string rule;
};
[[nodiscard]] std::optional<SameStory> same_story(const Text& a, const Text& b, bool same_feed);

}  // namespace weir::identity
