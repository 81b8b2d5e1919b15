#pragma once

#include "model/entry.hpp"
#include "model/subscription.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// How values lie in the store's columns.
namespace weir::store {

/// An item's body: the entry as JSON Feed item and its plain text, in one blob, since the text
/// repeats the HTML and so costs next to nothing when both are compressed together.
/// Layout: one byte (1 plain, 2 zstd), four bytes (length of the JSON, little-endian), JSON + text.
struct Body {
    std::string json;
    std::string text;
};

/// Packs and unpacks bodies; keeps zstd's working memory. One thread at a time.
class Codec {
public:
    Codec();
    ~Codec();
    Codec(Codec&&) noexcept;
    Codec& operator=(Codec&&) noexcept;

    [[nodiscard]] std::string pack(std::string_view json, std::string_view text);
    [[nodiscard]] std::string pack(const Entry& entry, std::string_view text);
    /// Throws Error when the bytes are damaged.
    [[nodiscard]] Body unpack(std::string_view blob);

private:
    struct Contexts;
    std::unique_ptr<Contexts> contexts_;
};

/// Throws Error when `json` is no JSON.
[[nodiscard]] Entry entry_from_text(std::string_view json);

/// Ascending ids as varints of their distances. Ids that a damaged blob cannot yield are left out.
[[nodiscard]] std::string pack_ids(std::vector<ItemId> ids);
[[nodiscard]] std::vector<ItemId> unpack_ids(std::string_view bytes);

/// "\x1fNews\x1fTech\x1f": the tags as written, for showing; query::tag_list makes the folded form
/// that queries compare with. Empty for no tags.
[[nodiscard]] std::string pack_tags(const std::vector<std::string>& tags);
[[nodiscard]] std::vector<std::string> unpack_tags(std::string_view packed);

/// A hash in SQLite's signed integers, never 0, which stands for "none".
[[nodiscard]] std::int64_t as_key(std::uint64_t hash);
/// `as_key` of the text's hash; 0 for an empty text.
[[nodiscard]] std::int64_t text_key(std::string_view text);

}  // namespace weir::store
