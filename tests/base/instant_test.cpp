#include "base/instant.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace weir;
using namespace std::chrono_literals;

TEST_CASE("an instant is written as RFC 3339 and as an HTTP date", "[instant]") {
    CHECK(rfc3339(Instant{0s}) == "1970-01-01T00:00:00Z");
    CHECK(rfc3339(Instant{1'795'496'767s}) == "2026-11-24T05:06:07Z");
    CHECK(rfc3339(Instant{-1s}) == "1969-12-31T23:59:59Z");
    CHECK(http_date(Instant{784'111'777s}) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(http_date(Instant{1'795'496'767s}) == "Tue, 24 Nov 2026 05:06:07 GMT");
}

TEST_CASE("the three date forms of HTTP are read", "[instant]") {
    const auto text = GENERATE(as<std::string>(), "Sun, 06 Nov 1994 08:49:37 GMT",
                               "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
                               " sun, 6 nov 1994 08:49:37 gmt ");
    CAPTURE(text);
    CHECK(from_http_date(text) == Instant{784'111'777s});
}

TEST_CASE("what is no HTTP date reads as none", "[instant]") {
    const auto text = GENERATE(as<std::string>(), "", "0", "yesterday", "Sun, 06 Nov 1994",
                               "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
                               "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
                               "Sun, 06 Nov 1994 08:49:37 EST", "1994-11-06T08:49:37Z",
                               "Sun, 06 Nov 1994 08:49:37 GMT and more words");
    CAPTURE(text);
    CHECK_FALSE(from_http_date(text).has_value());
}

TEST_CASE("RFC 3339 is read with zones, fractions and as a day", "[instant]") {
    struct Row {
        std::string text;
        Instant at;
    };
    const auto row = GENERATE(values<Row>({
        {"2026-11-24T05:06:07Z", Instant{1'795'496'767s}},
        {"2026-11-24t06:06:07.5+01:00", Instant{1'795'496'767s}},
        {"2026-11-23 19:36:07-09:30", Instant{1'795'496'767s}},
        {"2026-11-24", Instant{1'795'478'400s}},
        {"2016-12-31T23:59:60Z", Instant{1'483'228'800s}},
        {"1969-12-31T23:59:59z", Instant{-1s}},
    }));
    CAPTURE(row.text);
    CHECK(from_rfc3339(row.text) == row.at);
}

TEST_CASE("what RFC 3339 does not allow reads as none", "[instant]") {
    const auto text =
        GENERATE(as<std::string>(), "", "2026", "2026-11", "2026-11-24T05:06:07",
                 "2026-11-24T05:06Z", "2026-02-29", "2026-13-01", "2026-11-24T24:00:00Z",
                 "2026-11-24T05:06:07.Z", "2026-11-24T05:06:07+0100", "2026-11-24T05:06:07Zx",
                 "2026-11-24T05:06:07+25:00", "2026-11-24T05:06:07+01:60", "20261124");
    CAPTURE(text);
    CHECK_FALSE(from_rfc3339(text).has_value());
}

TEST_CASE("durations are read with a unit and written with the largest that fits", "[instant]") {
    CHECK(parse_duration("90s") == 90s);
    CHECK(parse_duration("15m") == 15min);
    CHECK(parse_duration("6h") == 6h);
    CHECK(parse_duration("30d") == 720h);
    CHECK(parse_duration("2w") == 336h);
    CHECK(parse_duration("0s") == 0s);
    for (const char* wrong : {"", "s", "90", "1.5h", "-1s", " 1s", "1 s", "1y", "1h30m",
                              "9223372036854775808s", "9223372036854775807w"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_duration(wrong).has_value());
    }

    CHECK(format_duration(90s) == "90s");
    CHECK(format_duration(900s) == "15m");
    CHECK(format_duration(6h) == "6h");
    CHECK(format_duration(720h) == "30d");
    CHECK(format_duration(0s) == "0s");
}
