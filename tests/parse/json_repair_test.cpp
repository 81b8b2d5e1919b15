#include "parse/json_repair.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using weir::parse::repair_json;

TEST_CASE("damaged JSON is rewritten as what was meant", "[parse]") {
    struct Row {
        std::string_view damaged;
        std::string_view wanted;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"a":1})", R"({"a":1})"},
        {R"({"a":1,})", R"({"a":1})"},
        {R"({"a":1 "b":2})", R"({"a":1,"b":2})"},
        {R"({,"a":1,,"b":2})", R"({"a":1,"b":2})"},
        {R"([1,,2,])", R"([1,2])"},
        {R"({'a':'it\'s'})", R"({"a":"it's"})"},
        {R"({a: b c, d: true})", R"({"a":"b c","d":true})"},
        {R"({"a" "b"})", R"({"a":"b"})"},
        {R"({"a"})", R"({"a":null})"},
        {R"({"a":})", R"({"a":null})"},
        {R"({"a":,"b":1})", R"({"a":null,"b":1})"},
        {"{\"a\":\"x\ty\nz\"}", R"({"a":"x\ty\nz"})"},
        {R"({"a":"\x \u12 \ud800 \ud83d\ude00 \u0000"})", R"({"a":"x 12 \ufffd \ud83d\ude00 "})"},
        {R"({"a":[1,2)", R"({"a":[1,2]})"},
        {R"({"a":"cut)", R"({"a":"cut"})"},
        {R"({"a":"cut\)", R"({"a":"cut"})"},
        {R"({"a":tru)", R"({"a":"tru"})"},
        {R"({"a":[1}})", R"({"a":[1]})"},
        {R"([1]])", R"([1])"},
        {R"({"a":01,"b":1.,"c":-,"d":1e,"e":-0.5e+3})",
         R"({"a":"01","b":"1.","c":"-","d":"1e","e":-0.5e+3})"},
        {"{/* c */\"a\":1 // d\n, # e\n\"b\":2}", R"({"a":1,"b":2})"},
        {R"({"a":1} trailing)", R"({"a":1})"},
        {R"({"u":http,"v":a/b})", R"({"u":"http","v":"a/b"})"},
    }));
    CAPTURE(row.damaged);
    const std::string repaired = repair_json(row.damaged, 32);
    CHECK(boost::json::parse(repaired) ==
          boost::json::parse(boost::json::string_view{row.wanted.data(), row.wanted.size()}));
}

TEST_CASE("containers nested too deeply become null", "[parse]") {
    CHECK(repair_json(R"({"a":[[["]"]]],"b":1})", 3) == R"({"a":[[null]],"b":1})");
    CHECK(repair_json("[[[[", 2) == "[[null]]");
}

TEST_CASE("every prefix of JSON is repaired to JSON", "[parse]") {
    const std::string whole = R"({"a":[1,{"b":"x\u00e9\"y"},true,null],"c":-1.5e3,"d":{"e":[]}})";
    for (std::size_t size = 1; size <= whole.size(); ++size) {
        CAPTURE(size);
        CHECK_NOTHROW(boost::json::parse(repair_json(std::string_view{whole}.substr(0, size), 32)));
    }
}
