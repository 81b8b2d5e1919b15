#include "river/address.hpp"

#include <catch2/catch.hpp>

using namespace weir;
using river::Address;
using Kind = Address::Kind;
using Shape = Address::Format;

TEST_CASE("what a path names", "[river]") {
    struct Row {
        std::string path;
        Kind kind;
        std::string name;
        Shape format;
    };
    const auto row = GENERATE(values<Row>({
        {"/", Kind::home, "", Shape::html},
        {"/all.atom", Kind::output, "all", Shape::atom},
        {"/all.rss", Kind::output, "all", Shape::rss},
        {"/all.json", Kind::output, "all", Shape::json},
        {"/all", Kind::output, "all", Shape::html},
        {"/a.b.rss", Kind::output, "a.b", Shape::rss},
        {"/feed/quay", Kind::feed, "quay", Shape::html},
        {"/feed/quay.json", Kind::feed, "quay", Shape::json},
        {"/feed/a/b.rss", Kind::feed, "a/b", Shape::rss},
        {"/tag/town.atom", Kind::tag, "town", Shape::atom},
        {"/search", Kind::search, "search", Shape::html},
        {"/search.json", Kind::search, "search", Shape::json},
        {"/item/42", Kind::item, "42", Shape::html},
        {"/status", Kind::status, "", Shape::html},
        {"/opml", Kind::opml, "", Shape::html},
        {"/favicon.ico", Kind::icon, "", Shape::html},
    }));
    CAPTURE(row.path);
    const auto address = river::read_address(row.path);
    REQUIRE(address);
    CHECK(address->kind == row.kind);
    CHECK(address->name == row.name);
    CHECK(address->format == row.format);
}

TEST_CASE("paths that cannot be ours", "[river]") {
    const auto path = GENERATE(as<std::string>{}, "", "all", "/feed/", "/tag/", "/item/4x",
                               "/item/", "/item/4.rss", "/other/thing", "/.atom");
    CAPTURE(path);
    CHECK_FALSE(river::read_address(path));
}

TEST_CASE("a cursor reads back, and nothing else does", "[river]") {
    const store::Cursor cursor{Instant{Seconds{1'700'000'000}}, 42};
    const auto read = river::read_cursor(river::cursor_text(cursor));
    REQUIRE(read);
    CHECK(read->date == cursor.date);
    CHECK(read->id == cursor.id);
    for (const auto* wrong :
         {"", "1", "1.", ".1", "a.b", "1.2.3", "1.2x", "99999999999999999999.1"})
        CHECK_FALSE(river::read_cursor(wrong));
}
