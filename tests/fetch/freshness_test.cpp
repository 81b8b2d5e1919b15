#include "fetch/freshness.hpp"

#include <catch2/catch.hpp>

#include <chrono>

namespace weir::fetch {
namespace {

using namespace std::chrono_literals;
using Headers = std::vector<Header>;

const Instant received{1'794'000'000s};  // 2026-11-06T21:20:00Z

struct Row {
    Headers headers;
    std::optional<Seconds> expected;
};

TEST_CASE("freshness is max-age - Age, else Expires - Date", "[fetch][fetching-13]") {
    const Header date{"Date", "Fri, 06 Nov 2026 20:00:00 GMT"};
    const auto row = GENERATE_COPY(values<Row>({
        {{}, std::nullopt},
        {{{"Cache-Control", "max-age=3600"}}, 3600s},
        {{{"cache-control", "public, MAX-AGE=60"}}, 60s},
        {{{"Cache-Control", "max-age=\"60\""}}, 60s},
        {{{"Cache-Control", "max-age=3600"}, {"Age", "600"}}, 3000s},
        {{{"Cache-Control", "max-age=60"}, {"Age", "600"}}, 0s},
        {{{"Cache-Control", "max-age=60"}, {"Age", "nonsense"}}, 60s},
        {{{"Cache-Control", "s-maxage=9999"}}, std::nullopt},
        {{{"Cache-Control", "max-age=60, max-age=900"}}, 60s},
        {{{"Cache-Control", "public"}, {"Cache-Control", "max-age=77"}}, 77s},
        {{{"Cache-Control", "max-age=99999999999999999999999999"}}, 2'147'483'648s},
        {{{"Cache-Control", "max-age=-5"}}, std::nullopt},
        {{{"Cache-Control", "max-age"}}, std::nullopt},
        {{{"Cache-Control", "max-age=60, no-cache"}}, 0s},
        {{{"Cache-Control", "no-store"}, {"Expires", "Sat, 06 Nov 2027 21:20:00 GMT"}}, 0s},
        {{{"Cache-Control", "no-cache=\"Set-Cookie, max-age=7\", max-age=60"}}, 60s},
        {{{"Cache-Control", "ext=\"a\\\", no-store\", max-age=8"}}, 8s},
        {{{"Cache-Control", "ext=\"open, max-age=8"}}, std::nullopt},
        {{{"Cache-Control", ",,, ,max-age=5,"}}, 5s},
        {{{"Expires", "0"}}, 0s},
        {{{"Expires", "-1"}, date}, 0s},
        {{{"Expires", "Fri, 06 Nov 2026 21:00:00 GMT"}, date}, 1h},
        {{{"Expires", "Fri, 06 Nov 2026 22:20:00 GMT"}}, 1h},
        {{{"Expires", "Fri, 06 Nov 2026 19:00:00 GMT"}, date}, 0s},
        {{{"Expires", "Friday, 06-Nov-26 21:00:00 GMT"}, date}, 1h},
        {{{"Expires", "Fri, 06 Nov 2026 21:00:00 GMT"}, date, {"Cache-Control", "max-age=5"}}, 5s},
    }));
    CAPTURE(row.headers.empty() ? "" : row.headers.front().value);
    CHECK(freshness(row.headers, received) == row.expected);
}

TEST_CASE("Retry-After is read in both forms and never overflows", "[fetch][fetching-23]") {
    const Header date{"Date", "Fri, 06 Nov 2026 20:00:00 GMT"};
    const auto row = GENERATE_COPY(values<Row>({
        {{}, std::nullopt},
        {{{"Retry-After", "120"}}, 120s},
        {{{"retry-after", " 0 "}}, 0s},
        {{{"Retry-After", "99999999999999999999"}}, 2'147'483'648s},
        {{{"Retry-After", "-5"}}, std::nullopt},
        {{{"Retry-After", "1.5"}}, std::nullopt},
        {{{"Retry-After", "soon"}}, std::nullopt},
        {{{"Retry-After", ""}}, std::nullopt},
        {{{"Retry-After", "Fri, 06 Nov 2026 20:30:00 GMT"}, date}, 30min},
        {{{"Retry-After", "Fri, 06 Nov 2026 22:20:00 GMT"}}, 1h},
        {{{"Retry-After", "Fri, 06 Nov 2020 20:30:00 GMT"}, date}, 0s},
        {{{"Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"}, date}, 2'147'483'648s},
    }));
    CAPTURE(row.headers.empty() ? "" : row.headers.front().value);
    CHECK(retry_after(row.headers, received) == row.expected);
}

TEST_CASE("the first header of a name is found in any case", "[fetch]") {
    const Headers headers{{"A", "1"}, {"b", "2"}, {"B", "3"}};
    CHECK(find_header(headers, "B") == "2");
    CHECK_FALSE(find_header(headers, "C"));
}

}  // namespace
}  // namespace weir::fetch
