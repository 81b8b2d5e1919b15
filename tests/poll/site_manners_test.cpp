#include "poll/site_manners.hpp"

#include "poll/network_watch.hpp"

#include <catch2/catch.hpp>

using namespace weir;
using namespace std::chrono_literals;

TEST_CASE("a 429 doubles a site's distance up to five minutes", "[poll]") {
    poll::SiteManners manners;
    CHECK(manners.rate_limited("x.example", 1s) == 2s);
    CHECK(manners.rate_limited("x.example", 1s) == 4s);
    for (int i = 0; i < 20; ++i) (void)manners.rate_limited("x.example", 1s);
    CHECK(manners.delay("x.example") == 300s);
    CHECK(manners.delay("y.example") == 0s);
}

TEST_CASE("fifty successes take back a tenth, and a short distance is forgotten", "[poll]") {
    poll::SiteManners manners;
    manners.restore("x.example", 100s);
    for (int i = 0; i < 49; ++i) CHECK_FALSE(manners.succeeded("x.example").has_value());
    CHECK(manners.succeeded("x.example") == 90s);

    manners.restore("y.example", 2s);
    for (int i = 0; i < 49; ++i) (void)manners.succeeded("y.example");
    CHECK(manners.succeeded("y.example") == 0s);
    CHECK(manners.delay("y.example") == 0s);
    CHECK_FALSE(manners.succeeded("y.example").has_value());
}

TEST_CASE("five unrelated sites that fail in a row are a lost network", "[poll]") {
    poll::NetworkWatch watch;
    for (const auto* site : {"a", "b", "c", "d", "d"}) watch.failed(site);
    CHECK_FALSE(watch.lost());
    watch.failed("e");
    CHECK(watch.lost());
    watch.answered();
    CHECK_FALSE(watch.lost());
}
