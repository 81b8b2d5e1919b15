#include "publish/opml.hpp"

#include "publish/rules.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace weir;
using namespace weir::publish;

TEST_CASE("subscriptions stand in the folder of their first tag", "[publish]") {
    const std::vector<OpmlEntry> entries{
        {"a", "A & <B>", "https://a.example/feed?x=1&y=2", "https://a.example/", {"tech", "a,b"}},
        {"b", "", "https://b.example/feed", "", {}},
        {"c", "C", "https://c.example/feed", "", {"news"}},
        {"d", "D", "https://d.example/feed", "", {"tech"}},
        {"", "", "https://e.example/feed", "", {}},
    };
    const std::string xml = opml("My \"feeds\"", entries);
    CHECK(xml == opml("My \"feeds\"", entries));
    const pugi::xml_document document = test::read_xml(xml);
    const pugi::xml_node root = document.child("opml");
    CHECK(std::string{root.attribute("version").value()} == "2.0");
    CHECK(std::string{root.child("head").child_value("title")} == "My \"feeds\"");

    std::vector<std::string> lines;
    for (const auto& outer : root.child("body").children("outline")) {
        CHECK_FALSE(std::string{outer.attribute("text").value()}.empty());
        lines.emplace_back(outer.attribute("text").value());
        for (const auto& inner : outer.children("outline"))
            lines.push_back(std::string{"  "} + inner.attribute("text").value());
    }
    CHECK(lines == std::vector<std::string>{"tech", "  A & <B>", "  D", "news", "  C", "b",
                                            "https://e.example/feed"});
    const pugi::xml_node first = root.child("body").child("outline").child("outline");
    CHECK(std::string{first.attribute("type").value()} == "rss");
    CHECK(std::string{first.attribute("xmlUrl").value()} == "https://a.example/feed?x=1&y=2");
    CHECK(std::string{first.attribute("htmlUrl").value()} == "https://a.example/");
    CHECK(std::string{first.attribute("category").value()} == "tech,a b");
}

TEST_CASE("a list without subscriptions is a valid document", "[publish]") {
    const pugi::xml_document document = test::read_xml(opml("", {}));
    CHECK(document.child("opml").child("head"));
    CHECK(document.child("opml").child("body"));
}
