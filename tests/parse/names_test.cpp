#include "parse/names.hpp"

#include "parse/language.hpp"

#include <catch2/catch.hpp>

#include <string_view>

using weir::parse::hash_name;
using weir::parse::known_name;
using weir::parse::language_tag;
using weir::parse::Ns;
using weir::parse::ns_of_prefix;
using weir::parse::ns_of_uri;

TEST_CASE("a namespace is known by its URI however that is written", "[parse]") {
    struct Row {
        std::string_view uri;
        Ns ns;
    };
    const auto row = GENERATE(values<Row>({
        {"http://www.w3.org/2005/Atom", Ns::atom},
        {"https://www.w3.org/2005/Atom/", Ns::atom},
        {" HTTP://WWW.W3.ORG/2005/ATOM ", Ns::atom},
        {"http://purl.org/atom/ns#", Ns::atom},
        {"http://purl.org/rss/1.0/", Ns::rss},
        {"http://purl.org/dc/elements/1.1", Ns::dublin_core},
        {"http://purl.org/dc/terms/", Ns::dublin_core},
        {"http://www.itunes.com/dtds/podcast-1.0.dtd", Ns::itunes},
        {"http://www.itunes.com/DTDs/Podcast-1.0.dtd", Ns::itunes},
        {"http://example.com/DTDs/PodCast-1.0.dtd", Ns::itunes},
        {"http://search.yahoo.com/mrss", Ns::media},
        {"http://search.yahoo.com/mrss/", Ns::media},
        {"http://www.rssboard.org/media-rss", Ns::media},
        {"https://podcastindex.org/namespace/1.0", Ns::podcast},
        {"http://www.w3.org/2003/01/geo/wgs84_pos#", Ns::geo},
        {"http://example.org/title", Ns::other},
        {"", Ns::none},
        {"  ", Ns::none},
        {"/", Ns::other},
    }));
    CAPTURE(row.uri);
    CHECK(ns_of_uri(row.uri) == row.ns);
}

TEST_CASE("a prefix that is not declared counts by its usual name", "[parse]") {
    CHECK(ns_of_prefix("media") == Ns::media);
    CHECK(ns_of_prefix("iTunes") == Ns::itunes);
    CHECK(ns_of_prefix("mine") == Ns::none);
}

TEST_CASE("a name is known exactly or by its letters alone", "[parse]") {
    CHECK(known_name("pubDate").name == hash_name("pubDate"));
    CHECK(known_name("pubDate").exact);
    CHECK(known_name("pubdate").name == hash_name("pubDate"));
    CHECK_FALSE(known_name("pubdate").exact);
    CHECK(known_name("TITLE").name == hash_name("title"));
    CHECK_FALSE(known_name("TITLE").exact);
    CHECK(known_name("title").exact);
    CHECK(known_name("textinput").name == known_name("textInput").name);
}

TEST_CASE("a language tag is kept as written, with hyphens", "[parse]") {
    CHECK(language_tag(" en_US ") == "en-US");
    CHECK(language_tag("zh-Hant-TW") == "zh-Hant-TW");
    CHECK(language_tag("x-klingon") == "x-klingon");
    CHECK(language_tag("").empty());
    CHECK(language_tag("en-").empty());
    CHECK(language_tag("-en").empty());
    CHECK(language_tag("1en").empty());
    CHECK(language_tag("not a tag").empty());
    CHECK(language_tag("toolongword").empty());
}
