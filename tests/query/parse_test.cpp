#include "query/node.hpp"
#include "query/query.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using namespace std::chrono_literals;
using weir::Instant;
using weir::query::Column;
using weir::query::parse;
using weir::query::Query;

namespace {

using Node = Query::Node;
const Instant now{1'700'000'000s};

// A tree in prefix form: (all a (not b)).
std::string shown(const Node& node) {
    const auto list = [&](const std::string& name) {
        std::string out = '(' + name;
        for (const Node& child : node.children) out += ' ' + shown(child);
        return out + ')';
    };
    const std::string star = node.prefix ? "*" : "";
    const std::string number = std::to_string(node.number);
    switch (node.kind) {
        case Node::Kind::all:
            return list("all");
        case Node::Kind::any:
            return list("any");
        case Node::Kind::none:
            return list("not");
        case Node::Kind::words: {
            static constexpr std::string_view columns[] = {"", "title:", "author:", "text:"};
            return std::string(columns[static_cast<int>(node.column)]) + "'" + node.value + "'" +
                   star;
        }
        case Node::Kind::feed:
            return "feed=" + node.value + star;
        case Node::Kind::site:
            return "site=" + node.value;
        case Node::Kind::tag:
            return "tag=" + node.value + star;
        case Node::Kind::language:
            return "lang=" + node.value;
        case Node::Kind::read:
            return "read=" + number;
        case Node::Kind::starred:
            return "starred=" + number;
        case Node::Kind::enclosure:
            return "enclosure=" + number;
        case Node::Kind::since:
            return "since=" + number;
        case Node::Kind::before:
            return "before=" + number;
        case Node::Kind::id:
            return "id=" + number;
    }
    return "?";
}

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

}  // namespace

TEST_CASE("a query becomes a tree", "[query]") {
    struct Row {
        std::string_view query;
        std::string_view tree;
    };
    const auto row = GENERATE(values<Row>({
        {"linux", "'linux'"},
        {"Linux KERNEL", "(all 'linux' 'kernel')"},
        {"linux AND kernel", "(all 'linux' 'kernel')"},
        {"a OR b", "(any 'a' 'b')"},
        {"a b OR c d", "(any (all 'a' 'b') (all 'c' 'd'))"},
        {"a (b OR c) d", "(all 'a' (any 'b' 'c') 'd')"},
        {"a OR b OR c", "(any 'a' 'b' 'c')"},
        {"((a))", "'a'"},
        {"-a", "(not 'a')"},
        {"NOT a", "(not 'a')"},
        {"--a", "'a'"},
        {"a -b", "(all 'a' (not 'b'))"},
        {"-(a b)", "(not (all 'a' 'b'))"},
        {"-\"a b\"", "(not 'a b')"},
        {"\"a phrase\"", "'a phrase'"},
        {"\"a phr\"*", "'a phr'*"},
        {"a\"b c\"d", "(all 'a' 'b c' 'd')"},
        {"lin*", "'lin'*"},
        {"or and not", "(all 'or' 'and' 'not')"},
        {"\"OR\"", "'or'"},
        {"c++", "'c'"},
        {"e-mail", "'e mail'"},
        {"foo.bar", "'foo bar'"},
        {"foo-", "'foo'"},
        {"don't", "'don t'"},
        {"Café", "'cafe'"},
        {"日本", "'日 本'"},
        {"a\u3000b\u00A0c", "(all 'a' 'b' 'c')"},
        {"12:30", "'12 30'"},
        {"http://example.org/x", "'http example org x'"},
        {"title:linux", "title:'linux'"},
        {"TITLE:linux", "title:'linux'"},
        {"title:\"linux kernel\"", "title:'linux kernel'"},
        {"title:lin*", "title:'lin'*"},
        {"-title:linux", "(not title:'linux')"},
        {"title:(a OR b) c", "(all (any title:'a' title:'b') 'c')"},
        {"title:(a text:b) c", "(all (all title:'a' text:'b') 'c')"},
        {"author:anna text:cat", "(all author:'anna' text:'cat')"},
        {"title:OR", "title:'or'"},
        {"title:-x", "title:'x'"},
        {"tag:News", "tag=news"},
        {"tag:\"Open Source\"", "tag=open source"},
        {"tag:Ünï*", "tag=uni*"},
        {"tag:c++", "tag=c++"},
        {"feed:Heise", "feed=heise"},
        {"feed:he*", "feed=he*"},
        {"site:example.org", "site=example.org"},
        {"site:WWW.Example.org", "site=example.org"},
        {"site:https://news.example.org/x?y", "site=news.example.org"},
        {"site:bücher.example", "site=xn--bcher-kva.example"},
        {"lang:en", "lang=en"},
        {"lang:EN_gb", "lang=en-gb"},
        {"is:read", "read=1"},
        {"is:unread", "read=0"},
        {"-is:starred", "(not starred=1)"},
        {"has:enclosure", "enclosure=1"},
        {"since:7d", "since=1699395200"},
        {"before:2h", "before=1699992800"},
        {"since:2026-11-01", "since=1793491200"},
        {"since:2026-11-01T00:00:00+01:00", "since=1793487600"},
        {"before:\"2026-11-01\"", "before=1793491200"},
        {"id:42", "id=42"},
        {"id:(1 OR 2)", "(any id=1 id=2)"},
        {"title:sponsored OR tag:ads", "(any title:'sponsored' tag=ads)"},
        {"tag:tech -title:sponsored", "(all tag=tech (not title:'sponsored'))"},
    }));
    CAPTURE(row.query);
    const auto query = parse(row.query, now);
    if (!query) FAIL(query.error().message);
    CHECK(shown(*query->root()) == row.tree);
}

TEST_CASE("a query of nothing matches everything", "[query]") {
    for (const std::string_view text : {"", "  ", "\t\n", "\u3000"}) {
        const auto query = parse(text, now);
        REQUIRE(query);
        CHECK(query->empty());
        CHECK_FALSE(query->has_text());
        CHECK(to_sql(*query).where == "1");
    }
}

TEST_CASE("a query knows whether it needs the text index", "[query]") {
    CHECK(parse("is:read (tag:a OR -x)", now)->has_text());
    CHECK_FALSE(parse("is:read (tag:a OR -feed:x) since:1d", now)->has_text());
}

TEST_CASE("a mistake in a query is shown by its column", "[query]") {
    struct Row {
        std::string_view query;
        std::size_t column;
        std::string_view message;
    };
    const auto row = GENERATE(values<Row>({
        {"titel:x", 1, "unknown field 'titel': did you mean 'title'?"},
        {"日本 AND titel:x", 8, "unknown field 'titel': did you mean 'title'?"},
        {"a -Sight:x", 4, "unknown field 'Sight'"},
        {"zzzzzz:x", 1, "unknown field 'zzzzzz'"},
        {"++", 1, "nothing to search for in '++'"},
        {"a ++ b", 3, "nothing to search for in '++'"},
        {"é *", 3, "nothing to search for in '*'"},
        {"\"\"", 1, "nothing to search for in ''"},
        {"title:++", 7, "nothing to search for in '++'"},
        {"a -", 3, "nothing to search for in '-'"},
        {"a \"b c", 3, "this quotation mark has no partner"},
        {"(a b", 1, "this parenthesis is never closed"},
        {"a (b (c)", 3, "this parenthesis is never closed"},
        {"a) b", 2, "this parenthesis was never opened"},
        {")", 1, "this parenthesis was never opened"},
        {"a ()", 4, "nothing stands inside these parentheses"},
        {"OR a", 1, "'OR' has nothing before it"},
        {"a OR", 5, "'OR' has nothing after it"},
        {"(a OR) b", 6, "'OR' has nothing after it"},
        {"a OR OR b", 6, "'OR' has nothing before it"},
        {"a AND", 6, "'AND' has nothing after it"},
        {"a NOT", 6, "'NOT' has nothing after it"},
        {"-(", 3, "nothing stands inside these parentheses"},
        {"title:", 7, "a value is missing right after 'title:'"},
        {"title: x", 7, "a value is missing right after 'title:'"},
        {"(tag:)", 6, "a value is missing right after 'tag:'"},
        {"tag:\" \"", 5, "this value is empty"},
        {"is:raed", 4, "'is:' takes read, unread or starred, not 'raed': did you mean 'read'?"},
        {"has:wings", 5, "'has:' takes enclosure, not 'wings'"},
        {"since:soon", 7, "'soon' is neither a duration (7d, 12h) nor a date (2026-11-01)"},
        {"since:2026-13-01", 7,
         "'2026-13-01' is neither a duration (7d, 12h) nor a date (2026-11-01)"},
        {"id:x", 4, "'x' is no item number"},
        {"id:0", 4, "'0' is no item number"},
        {"id:-5", 4, "'-5' is no item number"},
        {"id:99999999999999999999", 4, "'99999999999999999999' is no item number"},
        {"id:4*", 4, "'4*': only words, tags and feeds take a star"},
    }));
    CAPTURE(row.query);
    const auto query = parse(row.query, now);
    REQUIRE_FALSE(query);
    CHECK(query.error().column == row.column);
    CHECK(query.error().message == row.message);
}

TEST_CASE("the size of a query is bounded", "[query]") {
    const auto deep = [](int n) { return repeated("(", n) + "a" + repeated(")", n); };
    CHECK(parse(deep(10), now));
    const auto deeper = parse(deep(11), now);
    REQUIRE_FALSE(deeper);
    CHECK(deeper.error().column == 11);
    CHECK(deeper.error().message == "too many parentheses inside each other");
    CHECK_FALSE(parse(repeated("(", 3999), now));

    CHECK(parse(repeated("a ", 500), now));
    CHECK_FALSE(parse(repeated("a ", 501), now));
    CHECK(parse(repeated("é", 4000), now));
    const auto longer = parse(repeated("é", 4001), now);
    REQUIRE_FALSE(longer);
    CHECK(longer.error().column == 4001);
    CHECK(parse(repeated("-", 3999) + "a", now));
}

TEST_CASE("no sequence of pieces breaks the parser", "[query]") {
    // Every sequence of up to five of these: parsed or refused with a column inside the text.
    static constexpr std::string_view pieces[] = {"a",    "-",  "(",  ")",      "OR ",
                                                  "AND ", "\"", "* ", "title:", "\xff"};
    constexpr std::size_t kinds = std::size(pieces);
    std::size_t parsed = 0;
    for (std::size_t number = 0; number < kinds * kinds * kinds * kinds * kinds; ++number) {
        std::string text;
        for (std::size_t rest = number, i = 0; i < 5; ++i, rest /= kinds) {
            text += pieces[rest % kinds];
        }
        const auto query = parse(text, now);
        if (query) {
            ++parsed;
        } else if (query.error().column < 1 || query.error().column > text.size() + 1 ||
                   query.error().message.empty()) {
            FAIL(text);
        }
    }
    CHECK(parsed > 1000);
}
