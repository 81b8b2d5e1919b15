#include "base/hash.hpp"
#include "identity/content_hash.hpp"
#include "identity/identity.hpp"
#include "words/words.hpp"

#include <unordered_map>
#include <utility>

namespace weir::identity {
namespace {

constexpr char separator = '\x1f';  ///< Between the parts of a key; in no id or URL.

std::string folded_title(std::string_view title) {
    std::string out;
    for (words::Reader reader(title); reader.next();) out += reader.word();
    return out;
}

std::string hashed(const Prepared& one) {
    return hash128_hex(one.entry.title + separator + one.text);
}

const std::string& link(const Prepared& one) {
    return one.canonical.empty() ? one.entry.url : one.canonical;
}

Prepared prepared(Entry entry) {
    Prepared one;
    one.text = plain_text(entry);
    one.canonical = canonical_url(entry.url);
    one.hash = content_hash(entry, one.text);
    one.title_key = folded_title(entry.title);
    one.print = fingerprint(entry.title, one.text);
    one.entry = std::move(entry);
    one.key = one.entry.id_given ? one.entry.id : link(one);
    if (one.key.empty()) one.key = hashed(one);
    return one;
}

// What the entries of one key have in common.
struct Shared {
    const Prepared* first = nullptr;
    bool links_differ = false;
    bool titles_differ = false;
};

std::unordered_map<std::string, Shared> by_key(const std::vector<Prepared>& all) {
    std::unordered_map<std::string, Shared> out;
    for (const Prepared& one : all) {
        Shared& shared = out[one.key];
        if (shared.first == nullptr) shared.first = &one;
        shared.links_differ |= link(*shared.first) != link(one);
        // Two versions of one Atom entry differ in atom:updated (RFC 4287 section 4.1.1).
        shared.titles_differ |= shared.first->title_key != one.title_key &&
                                shared.first->entry.updated == one.entry.updated;
    }
    return out;
}

// A key that entries with other links or titles have too names none of them: it takes in the link,
// then the title.
void tell_apart(std::vector<Prepared>& all) {
    auto shared = by_key(all);
    if (shared.size() == all.size()) return;
    for (Prepared& one : all) {
        const Shared& alike = shared[one.key];
        one.id_repeats = one.entry.id_given && (alike.links_differ || alike.titles_differ);
        if (alike.links_differ) one.key += separator + link(one);
    }
    shared = by_key(all);
    for (Prepared& one : all) {
        if (shared[one.key].titles_differ) one.key += separator + one.title_key;
    }
}

// The place of each key's entry: the one updated last, else the first.
std::vector<Prepared> each_once(std::vector<Prepared> all) {
    std::vector<Prepared> out;
    out.reserve(all.size());
    std::unordered_map<std::string, std::size_t> place;
    for (Prepared& one : all) {
        const auto [found, added] = place.try_emplace(one.key, out.size());
        if (added) {
            out.push_back(std::move(one));
        } else if (one.entry.updated > out[found->second].entry.updated) {
            out[found->second] = std::move(one);
        }
    }
    return out;
}

}  // namespace

std::vector<Prepared> prepare(std::vector<Entry> entries) {
    std::vector<Prepared> all;
    all.reserve(entries.size());
    for (Entry& entry : entries) all.push_back(prepared(std::move(entry)));
    tell_apart(all);
    return each_once(std::move(all));
}

}  // namespace weir::identity
