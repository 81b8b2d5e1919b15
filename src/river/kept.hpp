#pragma once

#include "serve/http.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

namespace weir::river {

/// Rendered documents by key, each of one generation of the store; the least used go first when the
/// whole outgrows its bound. Loop thread only.
class Kept {
public:
    using Shared = std::shared_ptr<const serve::Document>;
    explicit Kept(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    /// Null when it was not kept, or is of an older generation.
    [[nodiscard]] Shared find(const std::string& key, std::uint64_t generation) {
        const auto found = by_key_.find(key);
        if (found == by_key_.end() || found->second->generation != generation) return nullptr;
        order_.splice(order_.begin(), order_, found->second);
        return found->second->document;
    }

    void keep(const std::string& key, std::uint64_t generation, Shared document) {
        if (const auto known = by_key_.find(key); known != by_key_.end()) drop(known->second);
        bytes_ += size_of(key, *document);
        order_.push_front({key, generation, std::move(document)});
        by_key_[key] = order_.begin();
        while (bytes_ > most_bytes_ && order_.size() > 1) drop(std::prev(order_.end()));
    }

private:
    struct One {
        std::string key;
        std::uint64_t generation = 0;
        Shared document;
    };
    static std::size_t size_of(const std::string& key, const serve::Document& document) {
        return 2 * key.size() + document.body.size() + document.gzip.size() +
               document.brotli.size();
    }
    void drop(std::list<One>::iterator one) {
        bytes_ -= size_of(one->key, *one->document);
        by_key_.erase(one->key);
        order_.erase(one);
    }

    std::size_t most_bytes_;
    std::size_t bytes_ = 0;
    std::list<One> order_;  ///< Latest used first.
    std::unordered_map<std::string, std::list<One>::iterator> by_key_;
};

}  // namespace weir::river
