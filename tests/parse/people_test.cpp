#include "parse/people.hpp"

#include <catch2/catch.hpp>

#include <string_view>
#include <vector>

using weir::Person;
using weir::parse::merge_people;
using weir::parse::read_people;

TEST_CASE("an author field yields a name and an address", "[parse]") {
    struct Row {
        std::string_view text;
        std::string_view name;
        std::string_view email;
    };
    const auto row = GENERATE(values<Row>({
        {"me@a.example (Me)", "Me", "me@a.example"},
        {"Me (me@a.example)", "Me", "me@a.example"},
        {"Me <me@a.example>", "Me", "me@a.example"},
        {"\"Me, Jr.\" <me@a.example>", "Me, Jr.", "me@a.example"},
        {"mailto:me@a.example", "", "me@a.example"},
        {"me@a.example", "", "me@a.example"},
        {"<me@a.example>", "", "me@a.example"},
        {"me@a.example (me@a.example)", "", "me@a.example"},
        {"Me me@a.example", "Me", "me@a.example"},
        {"me@a.example, Me", ", Me", "me@a.example"},
        {"me@a.example (Me (Myself) I)", "Me (Myself) I", "me@a.example"},
        {"me@a.example ()", "", "me@a.example"},
        {"Me", "Me", ""},
        {"@me", "@me", ""},
        {"Me @ home", "Me @ home", ""},
        {"<b>Me</b> &amp; you", "Me & you", ""},
        {"  (Me)  ", "Me", ""},
    }));
    CAPTURE(row.text);
    const auto people = read_people(row.text);
    REQUIRE(people.size() == 1);
    CHECK(people[0].name == row.name);
    CHECK(people[0].email == row.email);
}

TEST_CASE("only a list of addresses is several persons", "[parse]") {
    CHECK(read_people("a@a.example (A), b@b.example (B)").size() == 2);
    CHECK(read_people("a@a.example; b@b.example").size() == 2);
    CHECK(read_people("Doe, John").size() == 1);
    CHECK(read_people("").empty());
    CHECK(read_people(" \n").empty());
}

TEST_CASE("a person who is told twice is one and knows both", "[parse]") {
    std::vector<Person> people = {{.name = "Ann"}};
    merge_people(people, {{.name = "ann", .email = "ann@a.example"}, {.name = "Bob"}});
    REQUIRE(people.size() == 2);
    CHECK(people[0] == Person{.name = "Ann", .email = "ann@a.example"});
    CHECK(people[1] == Person{.name = "Bob"});

    merge_people(people, {{.url = "http://a.example/", .email = "ANN@a.example"}});
    REQUIRE(people.size() == 2);
    CHECK(people[0].url == "http://a.example/");
}
