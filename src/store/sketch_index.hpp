#pragma once

#include "base/instant.hpp"
#include "identity/identity.hpp"
#include "model/subscription.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace weir::store {

/// How long an item waits for others that tell its story: retellings fall within days.
constexpr Seconds story_window{14 * 86400};

/// Which recent items share values of their text sketches with a new one. In memory only, about
/// 450 bytes an item, rebuilt from table `sketch`. What it names are guesses: the caller compares
/// the texts. Items are never taken out; they leave when their week is two weeks past.
class SketchIndex {
public:
    void add(ItemId item, Instant first_seen, const identity::Sketch& sketch);
    /// The items seen since `now - story_window` with at least 2 values in common, the most similar
    /// first, at most 8.
    [[nodiscard]] std::vector<ItemId> similar(const identity::Sketch& sketch, Instant now) const;
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] std::size_t bytes() const;

private:
    /// A flat multimap from value to item with open addressing, for the items of one week.
    class Week {
    public:
        explicit Week(std::int64_t number) : number_(number) {}
        void add(ItemId item, Instant first_seen, const identity::Sketch& sketch);
        void collect(const identity::Sketch& sketch, Instant since,
                     std::vector<ItemId>& hits) const;
        [[nodiscard]] std::int64_t number() const { return number_; }
        [[nodiscard]] std::size_t size() const { return items_.size(); }
        [[nodiscard]] std::size_t bytes() const;

    private:
        struct Slot {
            std::uint32_t value = 0;  ///< 0: free.
            std::uint32_t item = 0;   ///< Position in items_.
        };
        struct Item {
            ItemId id;
            Instant first_seen;
        };
        void insert(Slot slot);
        void grow();
        [[nodiscard]] std::size_t place(std::uint32_t value) const;

        std::int64_t number_;
        std::vector<Slot> slots_;
        std::vector<Item> items_;
        std::size_t used_ = 0;
    };

    std::vector<Week> weeks_;  ///< At most 4: the window and one that a clock set back needs.
};

}  // namespace weir::store
