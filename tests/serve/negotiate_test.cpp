#include "serve/negotiate.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>

using namespace weir;
using namespace weir::serve;

TEST_CASE("the coding with the highest q is chosen, among equals the smaller one", "[serve]") {
    struct Row {
        std::string accept;
        std::optional<Coding> wanted;
    };
    const auto row = GENERATE(values<Row>({
        {"", Coding::identity},
        {"gzip", Coding::gzip},
        {"GZip", Coding::gzip},
        {"x-gzip", Coding::gzip},
        {"deflate", Coding::identity},
        {"gzip, deflate", Coding::gzip},
        {"gzip, deflate, br, zstd", Coding::brotli},
        {"br;q=0.5, gzip", Coding::gzip},
        {"br ; q=0.5 , gzip ; q=0.501", Coding::gzip},
        {"gzip;q=0", Coding::identity},
        {"gzip;q=0.000", Coding::identity},
        {"gzip;q=0.001", Coding::gzip},
        {"gzip;Q=1.000", Coding::gzip},
        {"br;q=0, gzip", Coding::gzip},
        {"*", Coding::brotli},
        {"*;q=0", std::nullopt},
        {"br;q=0, *", Coding::gzip},
        {"gzip;q=0, br;q=0, *", Coding::identity},
        {"gzip, *;q=0", Coding::gzip},
        {"identity;q=0", std::nullopt},
        {"identity;q=0, gzip", Coding::gzip},
        {"identity;q=0, deflate", std::nullopt},
        {"identity, gzip;q=0.5", Coding::identity},
        {"identity;q=0.5, gzip;q=0.4", Coding::identity},
        {"gzip;q=2", Coding::identity},
        {"gzip;q=0.1234", Coding::identity},
        {"gzip;q=", Coding::identity},
        {"gzip;level=9", Coding::identity},
        {",,, gzip ,", Coding::gzip},
        {"nonsense", Coding::identity},
    }));
    CAPTURE(row.accept);
    CHECK(choose_coding(row.accept, true, true) == row.wanted);
}

TEST_CASE("only codings on offer are chosen", "[serve]") {
    CHECK(choose_coding("br, gzip", true, false) == Coding::gzip);
    CHECK(choose_coding("br, gzip", false, false) == Coding::identity);
    CHECK(choose_coding("*", false, false) == Coding::identity);
    CHECK(choose_coding("gzip, identity;q=0", false, false) == std::nullopt);
}

TEST_CASE("each coding has an entity tag of its own", "[serve]") {
    CHECK(coded_etag("\"abc\"", Coding::identity) == "\"abc\"");
    CHECK(coded_etag("\"abc\"", Coding::gzip) == "\"abc-gz\"");
    CHECK(coded_etag("\"abc\"", Coding::brotli) == "\"abc-br\"");
    CHECK(coded_etag("", Coding::gzip).empty());
}

TEST_CASE("If-None-Match names a tag alone, in a list, weakly, or all by a star", "[serve]") {
    struct Row {
        std::string field;
        bool wanted;
    };
    const auto row = GENERATE(values<Row>({
        {"\"abc\"", true},
        {"  \"abc\"  ", true},
        {"W/\"abc\"", true},
        {"\"x\", \"abc\"", true},
        {"\"x\",W/\"abc\"", true},
        {"\"x\" \"abc\"", true},
        {"\"a,b\", , \"abc\"", true},
        {"*", true},
        {"", false},
        {"\"x\"", false},
        {"\"abcd\"", false},
        {"\"ab\"", false},
        {"abc", false},
        {"\"abc", false},
        {"w/\"abc\"", false},
        {"\"x\", *", false},
        {"nonsense, \"abc\"", false},
    }));
    CAPTURE(row.field);
    CHECK(names_etag(row.field, "\"abc\"") == row.wanted);
}

TEST_CASE("a strong condition matches a weak tag, too", "[serve]") {
    CHECK(names_etag("\"abc\"", "W/\"abc\""));
}

TEST_CASE("conditions decide between 304 and 200", "[serve]") {
    const Instant changed = *from_http_date("Tue, 24 Nov 2026 05:06:07 GMT");
    const Instant now = changed + Seconds{3600};
    struct Row {
        std::string none_match;
        std::string since;
        bool wanted;
    };
    const auto row = GENERATE(values<Row>({
        {"", "", false},
        {"", "Tue, 24 Nov 2026 05:06:07 GMT", true},
        {"", "Tue, 24 Nov 2026 05:06:08 GMT", true},
        {"", "Tue, 24 Nov 2026 05:06:06 GMT", false},
        {"", "Tuesday, 24-Nov-26 05:06:07 GMT", true},
        {"", "Tue Nov 24 05:06:07 2026", true},
        {"", "Tue, 24 Nov 2026 05:06:06 GMT, Tue, 24 Nov 2026 05:06:07 GMT", false},
        {"", "Wed, 25 Nov 2099 05:06:07 GMT", false},
        {"", "yesterday", false},
        {"", "0", false},
        {"", "2026-11-24T05:06:07Z", false},
        {"\"abc\"", "Tue, 24 Nov 2020 05:06:06 GMT", true},
        {"\"x\"", "Tue, 24 Nov 2026 05:06:07 GMT", false},
        {"garbage", "Tue, 24 Nov 2026 05:06:07 GMT", false},
        {"*", "yesterday", true},
    }));
    CAPTURE(row.none_match, row.since);
    CHECK(not_modified({row.none_match, row.since}, "\"abc\"", changed, now) == row.wanted);
}
