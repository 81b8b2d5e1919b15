#include "html/tokenizer.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using namespace weir::html;

namespace {

// One line per token: "text:x", "<name a=b>", "</name>", "!comment".
std::string tokens_of(std::string_view markup, bool foreign = false) {
    Tokenizer tokenizer(markup);
    tokenizer.set_foreign(foreign);
    Token token;
    std::string all;
    while (tokenizer.next(token)) {
        const std::string text(token.text);
        switch (token.kind) {
            case Token::Kind::text:
                all += "text:" + text;
                break;
            case Token::Kind::start_tag:
            case Token::Kind::end_tag:
                all += (token.kind == Token::Kind::end_tag ? "</" : "<") + text;
                for (const Attribute& one : token.attributes)
                    all += " " + std::string(one.name) + "=[" + std::string(one.value) + "]";
                all += token.self_closing ? "/>" : ">";
                break;
            case Token::Kind::comment:
                all += "!" + text;
                break;
            case Token::Kind::doctype:
                all += "doctype:" + text;
                break;
            case Token::Kind::end:
                break;
        }
        all += "|";
    }
    return all;
}

}  // namespace

TEST_CASE("markup is cut into the tokens of the HTML standard", "[html]") {
    struct Row {
        std::string_view markup;
        std::string_view tokens;
    };
    const auto row = GENERATE(values<Row>({
        {"a<b>c</b>", "text:a|<b>|text:c|</b>|"},
        {"<a href=x title='y z' id=\"q\" hidden>", "<a href=[x] title=[y z] id=[q] hidden=[]>|"},
        {"<a href = x/y /><br/>", "<a href=[x/y]/>|<br/>|"},
        {"<a/b/c=d>", "<a b=[] c=[d]>|"},
        {"<a =x==y>", "<a =x=[=y]>|"},
        {"<a b='1'c=\"2\"d=3\"4>", "<a b=[1] c=[2] d=[3\"4]>|"},
        {"<a b=>x", "<a b=[]>|text:x|"},
        {"<a b='>'>x", "<a b=[>]>|text:x|"},
        {"<a<b>x", "<a<b>|text:x|"},
        {"1 < 2 <3 <", "text:1 < 2 <3 <|"},
        {"</>x</ >y</3>", "text:x|! |text:y|!3|"},
        {"x</", "text:x</|"},
        {"x<img src=y onerror=z", "text:x|"},
        {"x<img src='y>z", "text:x|"},
        {"<!-- a -- b --->c", "! a -- b -|text:c|"},
        {"<!-->a<!--->b<!---->c", "!|text:a|!|text:b|!|text:c|"},
        {"<!-- a --!>b", "! a |text:b|"},
        {"<!-- a <!-- b --> c", "! a <!-- b |text: c|"},
        {"<!-- open", "! open|"},
        {"<!x><?php y ?>z", "!x|!?php y ?|text:z|"},
        {"<!DOCTYPE html \"a>b\">c", "doctype:DOCTYPE html \"a|text:b\">c|"},
        {"<![CDATA[x]]>", "![CDATA[x]]|"},
        {"<title><b>&amp;</TITLE >x", "<title>|text:<b>&amp;|</TITLE>|text:x|"},
        {"<style><!--</style>-->", "<style>|text:<!--|</style>|text:-->|"},
        {"<xmp></xmpx></xmp/>y", "<xmp>|text:</xmpx>|</xmp/>|text:y|"},
        {"<textarea></textarea>", "<textarea>|</textarea>|"},
        {"<plaintext></plaintext>", "<plaintext>|text:</plaintext>|"},
        {"<script>a<b</script>c", "<script>|text:a<b|</script>|text:c|"},
        {"<script><!--<script></script>--></script>c",
         "<script>|text:<!--<script></script>-->|</script>|text:c|"},
        {"<script><!--</script>c", "<script>|text:<!--|</script>|text:c|"},
        {"<script><!--><script></script>c", "<script>|text:<!--><script>|</script>|text:c|"},
        {"<script>open", "<script>|text:open|"},
    }));
    CAPTURE(row.markup);
    CHECK(tokens_of(row.markup) == row.tokens);
}

TEST_CASE("in foreign content CDATA is text and style is no raw text", "[html]") {
    CHECK(tokens_of("<![CDATA[<b>]]>x", true) == "text:<b>|text:x|");
    CHECK(tokens_of("<style><b></style>", true) == "<style>|<b>|</style>|");
    CHECK(tokens_of("<![CDATA[open", true) == "text:open|");
}

TEST_CASE("element names are found in any case", "[html]") {
    CHECK(element_named("BlockQuote") == Element::blockquote);
    CHECK(element_named("h1") == Element::h1);
    CHECK(element_named("template") == Element::template_);
    CHECK(name_of(Element::template_) == "template");
    CHECK(element_named("h7") == Element::unknown);
    CHECK(element_named("") == Element::unknown);
    CHECK(element_named("s\u017f"
                        "cript") == Element::unknown);
}

TEST_CASE("every element is found by its own name", "[html]") {
    for (int i = 1; i < static_cast<int>(element_count); ++i) {
        const auto element = static_cast<Element>(i);
        CAPTURE(name_of(element));
        CHECK(element_named(name_of(element)) == element);
    }
}

TEST_CASE("hostile markup is cut in linear time", "[html]") {
    constexpr std::size_t bytes = 300'000;
    for (const char* piece :
         {"<", "<!--", "<!", "</", "<a ", "<a b='", "<a b=\"'", "<script>", "<script><!--<script>",
          "<title>", "-", "&", "<![CDATA[", "</title", "<x/"}) {
        CAPTURE(piece);
        std::string markup;
        while (markup.size() < bytes) markup += piece;
        Tokenizer tokenizer(markup);
        Token token;
        std::size_t count = 0;
        while (tokenizer.next(token)) ++count;
        CHECK(tokenizer.position() == markup.size());
        CHECK(count <= bytes);
    }
}
