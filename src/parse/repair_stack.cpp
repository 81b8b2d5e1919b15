#include "parse/repair_stack.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace weir::parse {
namespace {

// FNV-1a over the name in lower case.
std::uint64_t hash_of(std::string_view name) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : name) {
        hash = (hash ^ static_cast<unsigned char>(ascii_lower(c))) * 1099511628211ULL;
    }
    return hash;
}

}  // namespace

void OpenElements::push(std::string_view name, Role role) {
    const std::size_t nearest = of_feed(role) ? open_.size() : feed_element();
    open_.push_back({name, role, nearest});
    hashes_.push_back(hash_of(name));
}

void OpenElements::pop() {
    open_.pop_back();
    hashes_.pop_back();
}

std::size_t OpenElements::find(std::string_view name) const {
    const std::uint64_t hash = hash_of(name);
    for (auto at = hashes_.rbegin(); (at = std::find(at, hashes_.rend(), hash)) != hashes_.rend();
         ++at) {
        const auto place = static_cast<std::size_t>(hashes_.rend() - at) - 1;
        if (iequals(open_[place].name, name)) return place;
    }
    return none;
}

std::size_t OpenElements::feed_element() const {
    return open_.empty() ? none : open_.back().feed_element;
}

}  // namespace weir::parse
