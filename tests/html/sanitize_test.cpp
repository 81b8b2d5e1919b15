#include "html/sanitize.hpp"

#include "html/strict_reader.hpp"

#include <catch2/catch.hpp>
#include <gumbo.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

using namespace std::string_view_literals;
using weir::html::first_image;
using weir::html::sanitize;
using weir::html::SanitizeOptions;

namespace {

const SanitizeOptions options{.base_url = "https://example.org/dir/page", .id_prefix = "i1-"};

// clang-format off
constexpr std::string_view pieces[] = {
    "<p>"sv, "</p>"sv, "<b>"sv, "</b>"sv, "<i>"sv, "</i>"sv, "<a href=x>"sv, "<a href='#k'>"sv, "<a name=k>"sv, "</a>"sv, "<div>"sv,
    "</div>"sv, "<span>"sv, "</span>"sv, "<table>"sv, "</table>"sv, "<tr>"sv, "</tr>"sv, "<td>"sv, "</td>"sv, "<th>"sv, "<tbody>"sv,
    "</tbody>"sv, "<thead>"sv, "<caption>"sv, "</caption>"sv, "<colgroup>"sv, "<col>"sv, "</colgroup>"sv, "<ul>"sv, "</ul>"sv, "<ol start=3>"sv,
    "</ol>"sv, "<li>"sv, "</li>"sv, "<dl>"sv, "<dt>"sv, "<dd>"sv, "</dl>"sv, "<ruby>"sv, "<rt>"sv, "<rp>"sv, "</rt>"sv, "</ruby>"sv, "<h1>"sv,
    "</h1>"sv, "<h2>"sv, "</h2>"sv, "<pre>"sv, "</pre>"sv, "\n"sv, " "sv, "x"sv, "y z"sv, "&lt;"sv, "&amp;"sv, "&#9;"sv, "&#1;"sv, "&nbsp;"sv, "&#10;"sv,
    "\x01"sv, "\0"sv, "<br>"sv, "</br>"sv, "<hr>"sv, "<img src=a.png>"sv, "<img src=spacer.gif data-src=b.png>"sv,
    "<img src='data:image/gif;base64,R0lGODlh'>"sv, "<noscript>"sv, "</noscript>"sv, "<noscript><img src=r.jpg></noscript>"sv, "<video>"sv,
    "</video>"sv, "<audio src=a.mp3>"sv, "</audio>"sv, "<source src=a.ogg>"sv, "<picture>"sv, "<source srcset='a.png 2x'>"sv, "</picture>"sv,
    "<iframe src=https://www.youtube.com/embed/x>"sv, "</iframe>"sv, "<iframe src=https://e.org/>"sv, "<svg>"sv, "</svg>"sv, "<math>"sv, "<mi>"sv,
    "</math>"sv, "<foreignObject>"sv, "<script>"sv, "</script>"sv, "<style>"sv, "</style>"sv, "<title>"sv, "</title>"sv, "<select>"sv, "<option>"sv,
    "</select>"sv, "<textarea>"sv, "</textarea>"sv, "<button>"sv, "</button>"sv, "<form>"sv, "</form>"sv, "<center>"sv, "</center>"sv,
    "<blockquote cite=y>"sv, "</blockquote>"sv, "<!--"sv, "-->"sv, "<![CDATA["sv, "]]>"sv, "<details open>"sv, "<summary>"sv, "</summary>"sv,
    "</details>"sv, "<code class=language-c>"sv, "</code>"sv, "<strong>"sv, "</strong>"sv, "<em>"sv, "</em>"sv, "<section>"sv, "</section>"sv,
    "<ins>"sv, "</ins>"sv, "<figure>"sv, "<figcaption>"sv, "</figure>"sv, "<b id=k>"sv, "<p id=k>"sv, "<template>"sv, "</template>"sv, "<object>"sv,
    "</object>"sv, "<image src=q.png>"sv, "<wbr>"sv, "<small>"sv, "</small>"sv, "<"sv, "<x"sv, "\""sv, "'"sv, "<q>"sv, "</q>"sv, "\r\n"sv, "\f"sv,
    "\u0085"sv, "\ufffe"sv, "\xc2"sv, "<a href='java\tscript:x'>"sv, "<p title='a\"b&quot;<'>"sv, "<code>"sv, "<td colspan=2>"sv, "<rb>"sv,
};
// clang-format on

std::string soup(std::mt19937& random) {
    std::string markup;
    const std::size_t count = 1 + random() % 30;
    for (std::size_t i = 0; i < count; ++i) markup += pieces[random() % std::size(pieces)];
    return markup;
}

// Errors that an independent HTML5 parser finds in a fragment.
unsigned parse_errors(const std::string& html) {
    GumboOptions gumbo = kGumboDefaultOptions;
    gumbo.fragment_context = GUMBO_TAG_DIV;
    GumboOutput* output = gumbo_parse_with_options(&gumbo, html.data(), html.size());
    const unsigned errors = output->errors.length;
    gumbo_destroy_output(&gumbo, output);
    return errors;
}

std::string repeated(std::string_view piece, std::size_t bytes) {
    std::string all;
    all.reserve(bytes + piece.size());
    while (all.size() < bytes) all += piece;
    return all;
}

}  // namespace

TEST_CASE("whatever comes in, the output is canonical, valid and stable", "[html]") {
    const auto seed = GENERATE(1U, 2U, 3U, 4U);
    std::mt19937 random(seed);  // Not std::distributions: their results differ between libraries.
    for (int i = 0; i < 3000; ++i) {
        const std::string markup = soup(random);
        const std::string once = sanitize(markup, options);
        const std::string fault = StrictReader(once).fault();
        if (!fault.empty() || sanitize(once, options) != once || parse_errors(once) != 0) {
            CAPTURE(markup, once, fault, parse_errors(once));
            CHECK(sanitize(once, options) == once);
            FAIL_CHECK();
        }
        if (once.size() > 2 * markup.size() + 64 * 1024) FAIL_CHECK(markup);
    }
}

TEST_CASE("truncation anywhere leaves balanced markup", "[html]") {
    const std::string_view markup =
        "<div><p>A <b>b</b> <a href='https://e.org/?a=1&amp;b=2' title=\"x "
        "'y'\">c</a></p><table><tr>"
        "<td>d</td></tr></table><!-- e --><script>f</script><img src=g.png "
        "alt=h><pre>\ni</pre></div>";
    for (std::size_t size = 0; size <= markup.size(); ++size) {
        const std::string output = sanitize(markup.substr(0, size), options);
        CAPTURE(size, output);
        CHECK(StrictReader(output).fault().empty());
    }
}

TEST_CASE("hostile markup takes linear time and bounded space", "[html]") {
    constexpr std::size_t bytes = 50'000;
    for (const char* piece : {"<div>",
                              "<b><p>",
                              "<a href=x>",
                              "<",
                              "<!--",
                              "<svg>",
                              "&",
                              "<b>",
                              "</b>",
                              "<table>",
                              "<td>",
                              "<ul><li>",
                              "<p>",
                              "<i><b><u><p>x",
                              "<img src=a>",
                              "<iframe src=a></iframe>",
                              "<a href=#a id=a>",
                              "<ruby><rt>",
                              "<math><mi>",
                              "<b><span>x",
                              "<table>x",
                              "\"",
                              "&#",
                              "<x a=",
                              "<div></b>",
                              "<li>",
                              "<span><li>",
                              "<h1><b>"}) {
        CAPTURE(piece);
        const std::string markup = repeated(piece, bytes);
        const std::string output = sanitize(markup, options);
        CHECK(output.size() <= 2 * markup.size() + 64 * 1024);
        CHECK(StrictReader(output).fault().empty());
    }
}

TEST_CASE("nesting without end is cut at 512 elements and the text stays", "[html]") {
    const std::string output = sanitize(repeated("<div><span>", 1'100'000) + "deep", options);
    CHECK(output.find("deep") != std::string::npos);
    std::size_t depth = 0;
    std::size_t deepest = 0;
    for (std::size_t at = 0; (at = output.find('<', at)) != std::string::npos; ++at) {
        output[at + 1] == '/' ? --depth : ++depth;
        deepest = std::max(deepest, depth);
    }
    CHECK(deepest > 400);
    CHECK(deepest <= 512);
}

TEST_CASE("text that passes the limit is cut between characters", "[html]") {
    const std::string output = sanitize("<p>" + repeated("&", 200'000), options);
    CHECK(output.size() > 2 * 200'000);
    CHECK(output.ends_with("&amp;</p>"));
    CHECK(StrictReader(output).fault().empty());
}

TEST_CASE("without a base relative addresses stay as they are", "[html]") {
    CHECK(
        sanitize("<a href='/x y'>x</a><img src=i.png>", {}) ==
        "<a href=\"/x%20y\" rel=\"noopener noreferrer\">x</a><img src=\"i.png\" loading=\"lazy\">");
    CHECK(sanitize("<a href='a:b'>x</a><a href='javascript:x'>y</a>", {}) == "xy");
}

TEST_CASE("large data images and vector images go", "[html]") {
    const std::string png = "<img src=\"data:image/png;base64," + std::string(70'000, 'A') + "\">";
    CHECK(sanitize(png, options).empty());
    CHECK(sanitize("<img src='data:image/svg+xml;base64,AAAA'>", options).empty());
    CHECK(sanitize("<img src='DATA:IMAGE/PNG;BASE64,AA A='>", options) ==
          "<img src=\"data:image/png;base64,AAA=\" loading=\"lazy\">");
}

TEST_CASE("the first image of an item is the first that has an address", "[html]") {
    CHECK(first_image(
              "<p>x</p><img src=\"data:image/png;base64,AA\" loading=\"lazy\">"
              "<img src=\"https://e.org/a?b&amp;c\" alt=\"\"><img src=\"https://e.org/2\">") ==
          "https://e.org/a?b&c");
    CHECK(first_image("<p>no image</p>").empty());
}
