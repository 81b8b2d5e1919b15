#include "store/codec.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "store/store.hpp"

#include <boost/json.hpp>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

namespace weir::store {
namespace {

constexpr char plain_form = 1;
constexpr char zstd_form = 2;
constexpr std::size_t head_size = 5;
// Below this a frame's own overhead eats what compression gains.
constexpr std::size_t worth_compressing = 400;
// Level 1 takes a third of level 3's time for 6 % more bytes; the poll path pays it per item.
constexpr int level = 1;
// More than any body that the fetch limits let through; a length beyond it is damage.
constexpr std::size_t largest_body = std::size_t{1} << 30U;
constexpr char separator = '\x1f';

[[noreturn]] void damaged() {
    throw Error("an item's stored content is damaged: 'weir verify' tells more; restore a backup");
}

std::string head(char form, std::size_t json_size) {
    std::string out(1, form);
    for (unsigned shift = 0; shift < 32; shift += 8)
        out += static_cast<char>((json_size >> shift) & 0xFFU);
    return out;
}

}  // namespace

struct Codec::Contexts {
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> pack{nullptr, &ZSTD_freeCCtx};
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> unpack{nullptr, &ZSTD_freeDCtx};
    std::string joined;
};

Codec::Codec() : contexts_(std::make_unique<Contexts>()) {}
Codec::~Codec() = default;
Codec::Codec(Codec&&) noexcept = default;
Codec& Codec::operator=(Codec&&) noexcept = default;

std::string Codec::pack(std::string_view json, std::string_view text) {
    auto& joined = contexts_->joined;
    joined.assign(json).append(text);
    if (joined.size() < worth_compressing) return head(plain_form, json.size()) + joined;
    if (!contexts_->pack) {
        contexts_->pack.reset(ZSTD_createCCtx());
        if (!contexts_->pack) throw std::bad_alloc();
    }
    auto out = head(zstd_form, json.size());
    out.resize(head_size + ZSTD_compressBound(joined.size()));
    const auto size =
        ZSTD_compressCCtx(contexts_->pack.get(), out.data() + head_size, out.size() - head_size,
                          joined.data(), joined.size(), level);
    if (ZSTD_isError(size) != 0U) return head(plain_form, json.size()) + joined;
    out.resize(head_size + size);
    return out;
}

std::string Codec::pack(const Entry& entry, std::string_view text) {
    return pack(json_text(to_json(entry), false), text);
}

Body Codec::unpack(std::string_view blob) {
    if (blob.size() < head_size) damaged();
    std::size_t json_size = 0;
    for (std::size_t at = 4; at > 0; --at)
        json_size = (json_size << 8U) | static_cast<unsigned char>(blob[at]);
    const auto data = blob.substr(head_size);
    std::string joined;
    if (blob[0] == plain_form) {
        joined = data;
    } else if (blob[0] == zstd_form) {
        const auto size = ZSTD_getFrameContentSize(data.data(), data.size());
        if (size > largest_body) damaged();  // zstd's two error values are larger still.
        if (!contexts_->unpack) {
            contexts_->unpack.reset(ZSTD_createDCtx());
            if (!contexts_->unpack) throw std::bad_alloc();
        }
        joined.resize(size);
        const auto got = ZSTD_decompressDCtx(contexts_->unpack.get(), joined.data(), joined.size(),
                                             data.data(), data.size());
        if (ZSTD_isError(got) != 0U || got != size) damaged();
    } else {
        damaged();
    }
    if (json_size > joined.size()) damaged();
    Body body;
    body.text = joined.substr(json_size);
    joined.resize(json_size);
    body.json = std::move(joined);
    return body;
}

Entry entry_from_text(std::string_view json) {
    boost::system::error_code error;
    const auto value = boost::json::parse({json.data(), json.size()}, error);
    if (error || !value.is_object()) damaged();
    return entry_from_json(value.get_object());
}

std::string pack_ids(std::vector<ItemId> ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::string out;
    ItemId before = 0;
    for (const auto id : ids) {
        auto distance = static_cast<std::uint64_t>(id - before);
        before = id;
        for (; distance >= 0x80; distance >>= 7U)
            out += static_cast<char>((distance & 0x7FU) | 0x80U);
        out += static_cast<char>(distance);
    }
    return out;
}

std::vector<ItemId> unpack_ids(std::string_view bytes) {
    std::vector<ItemId> ids;
    std::uint64_t id = 0;
    std::uint64_t distance = 0;
    unsigned shift = 0;
    for (const char byte : bytes) {
        distance |= (static_cast<std::uint64_t>(byte) & 0x7FU) << shift;
        shift += 7;
        if ((static_cast<unsigned char>(byte) & 0x80U) != 0U && shift < 63) continue;
        id += distance;
        ids.push_back(static_cast<ItemId>(id));
        distance = 0;
        shift = 0;
    }
    return ids;
}

std::string pack_tags(const std::vector<std::string>& tags) {
    std::string out;
    for (const auto& tag : tags) {
        if (tag.empty() || tag.find(separator) != std::string::npos) continue;
        if (out.empty()) out += separator;
        out += tag;
        out += separator;
    }
    return out;
}

std::vector<std::string> unpack_tags(std::string_view packed) {
    std::vector<std::string> tags;
    for (const auto tag : split(packed, separator)) {
        if (!tag.empty()) tags.emplace_back(tag);
    }
    return tags;
}

std::int64_t as_key(std::uint64_t hash) {
    return hash == 0 ? 1 : static_cast<std::int64_t>(hash);
}

std::int64_t text_key(std::string_view text) {
    return text.empty() ? 0 : as_key(hash64(text));
}

}  // namespace weir::store
