#include "poll/rules.hpp"

#include <catch2/catch.hpp>

using namespace weir;

namespace {

config::Rule rule(const std::string& when, const std::string& action) {
    auto query = query::parse(when, Instant{});
    REQUIRE(query.has_value());
    return {.when = when, .query = *query, .action = action};
}

}  // namespace

TEST_CASE("rules act in order on an arriving entry", "[poll]") {
    Entry entry;
    entry.title = "Sponsored: a better kettle";
    const std::vector<std::string> tags{"kitchen"};
    const query::Subject subject{.entry = &entry, .text = "It boils.", .tags = &tags};

    SECTION("a match stars, reads and tags") {
        const auto effect = poll::apply_rules(
            {rule("kettle", "star"), rule("tag:kitchen", "read"), rule("boils", "tag:hot")},
            subject);
        CHECK(effect.star);
        CHECK(effect.read);
        CHECK(effect.tags == std::vector<std::string>{"hot"});
        CHECK_FALSE(effect.drop);
    }
    SECTION("a tag that a rule gives is seen by the rules after it") {
        const auto effect =
            poll::apply_rules({rule("boils", "tag:hot"), rule("tag:hot", "star")}, subject);
        CHECK(effect.star);
    }
    SECTION("a drop ends the list and names its rule") {
        const auto effect =
            poll::apply_rules({rule("title:sponsored", "drop"), rule("kettle", "star")}, subject);
        CHECK(effect.drop);
        CHECK(effect.drop_rule == "title:sponsored");
        CHECK_FALSE(effect.star);
    }
    SECTION("a rule that does not match does nothing") {
        const auto effect = poll::apply_rules({rule("toaster", "drop")}, subject);
        CHECK_FALSE(effect.drop);
    }
}
