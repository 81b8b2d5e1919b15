#include "identity/identity.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using weir::identity::canonical_url;
using weir::identity::registrable_domain;
using weir::identity::without_tracking;

TEST_CASE("URLs of one page have one canonical form", "[identity]") {
    struct Row {
        std::string_view url;
        std::string_view canonical;
    };
    const auto row = GENERATE(values<Row>({
        // Scheme, host, port.
        {"https://example.org/a", "https://example.org/a"},
        {"http://example.org/a", "https://example.org/a"},
        {"HTTP://EXAMPLE.org/a", "https://example.org/a"},
        {"https://www.example.org/a", "https://example.org/a"},
        {"https://www.org/a", "https://www.org/a"},
        {"https://www2.example.org/a", "https://www2.example.org/a"},
        {"https://m.example.org/a", "https://m.example.org/a"},
        {"https://example.org./a", "https://example.org/a"},
        {"http://example.org:80/a", "https://example.org/a"},
        {"https://example.org:443/a", "https://example.org/a"},
        {"https://example.org:0443/a", "https://example.org/a"},
        {"http://example.org:443/a", "https://example.org/a"},
        {"https://example.org:8443/a", "https://example.org:8443/a"},
        {"https://example.org:/a", "https://example.org/a"},
        {"https://me:secret@example.org/a", "https://example.org/a"},
        {"https://bücher.example/a", "https://xn--bcher-kva.example/a"},
        {"http://[2001:db8::1]:80/a", "https://[2001:db8::1]/a"},
        {"  https://example.org/a\n", "https://example.org/a"},
        {"https://example.org/a\tb", "https://example.org/ab"},
        // Path.
        {"https://example.org", "https://example.org"},
        {"https://example.org/", "https://example.org"},
        {"https://example.org/a/", "https://example.org/a"},
        {"https://example.org/a//", "https://example.org/a"},
        {"https://example.org/a//b", "https://example.org/a//b"},
        {"https://example.org/A", "https://example.org/A"},
        {"https://example.org/a/./b/../c", "https://example.org/a/c"},
        {"https://example.org/a/b/..", "https://example.org/a"},
        {"https://example.org/../../a", "https://example.org/a"},
        {"https://example.org/a/%2e%2E/b", "https://example.org/b"},
        {"https://example.org/%7euser/%41", "https://example.org/~user/A"},
        {"https://example.org/%c3%a9", "https://example.org/%C3%A9"},
        {"https://example.org/é", "https://example.org/%C3%A9"},
        {"https://example.org/a b", "https://example.org/a%20b"},
        {"https://example.org/a%2Fb", "https://example.org/a%2Fb"},
        {"https://example.org/100%", "https://example.org/100%"},
        {"https:\\\\example.org\\a", "https://example.org/a"},
        {"https://example.org/a\\b", "https://example.org/a/b"},
        {"https://example.org/index.html", "https://example.org"},
        {"https://example.org/a/index.html", "https://example.org/a"},
        {"https://example.org/a/index.htm", "https://example.org/a"},
        {"https://example.org/a/myindex.html", "https://example.org/a/myindex.html"},
        {"https://example.org/a/amp", "https://example.org/a"},
        {"https://example.org/a/amp/", "https://example.org/a"},
        {"https://example.org/amp", "https://example.org/amp"},
        {"https://example.org/camp", "https://example.org/camp"},
        {"https://example.org/amp/a", "https://example.org/amp/a"},
        // Query.
        {"https://example.org/a?", "https://example.org/a"},
        {"https://example.org/?p=12", "https://example.org?p=12"},
        {"https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"},
        {"https://example.org/a?&b=2&&a=1&", "https://example.org/a?a=1&b=2"},
        {"https://example.org/a?x=%7e%c3%a9", "https://example.org/a?x=~%C3%A9"},
        {"https://example.org/a?x=a+b", "https://example.org/a?x=a%20b"},
        {"https://example.org/a?x=a%20b", "https://example.org/a?x=a%20b"},
        {"https://example.org/a?x=a%2Bb", "https://example.org/a?x=a%2Bb"},
        {"https://example.org/a?x=A", "https://example.org/a?x=A"},
        {"https://example.org/a?x", "https://example.org/a?x"},
        {"https://example.org/a?amp=1", "https://example.org/a"},
        {"https://example.org/a?amp&b=1", "https://example.org/a?b=1"},
        {"https://example.org/a?amp=0", "https://example.org/a?amp=0"},
        {"https://example.org/a?utm_source=rss&b=1", "https://example.org/a?b=1"},
        {"https://example.org/a?b=1&amp;utm_source=rss", "https://example.org/a?b=1"},
        {"https://example.org/a?ref=news.example.com", "https://example.org/a"},
        {"https://example.org/a?ref=main", "https://example.org/a?ref=main"},
        // Fragment.
        {"https://example.org/a#top", "https://example.org/a"},
        {"https://example.org/a#", "https://example.org/a"},
        {"https://example.org/a#!/page/2", "https://example.org/a#!/page/2"},
        {"https://example.org/a?b=1#xtor=RSS-1", "https://example.org/a?b=1"},
        // What is no web page has none.
        {"", ""},
        {"/a", ""},
        {"//example.org/a", ""},
        {"example.org/a", ""},
        {"ftp://example.org/a", ""},
        {"mailto:me@example.org", ""},
        {"javascript:alert(1)", ""},
        {"urn:uuid:00000000-0000-0000-0000-000000000000", ""},
        {"tag:example.org,2026:1", ""},
        {"https://", ""},
        {"https:///a", ""},
    }));
    CAPTURE(row.url);
    const std::string canonical = canonical_url(row.url);
    CHECK(canonical == row.canonical);
    CHECK(canonical_url(canonical) == canonical);
}

TEST_CASE("shown URLs lose tracking parameters and nothing else", "[identity]") {
    struct Row {
        std::string_view url;
        std::string_view shown;
    };
    const auto row = GENERATE(values<Row>({
        {"https://example.org/a?utm_source=rss", "https://example.org/a"},
        {"https://example.org/a?UTM_Source=rss&utm_medium=x", "https://example.org/a"},
        {"https://example.org/a?utm_source=rss#part", "https://example.org/a#part"},
        {"https://example.org/a?b=2&utm_source=rss&a=1", "https://example.org/a?b=2&a=1"},
        {"https://example.org/a?utm_source=rss&b=2&&a", "https://example.org/a?b=2&&a"},
        {"https://example.org/a?fbclid=1&gclid=2&b=3&msclkid=4", "https://example.org/a?b=3"},
        {"https://example.org/a?mc_cid=1&mc_eid=2", "https://example.org/a"},
        {"https://example.org/a?_hsenc=1&_HsMi=2&__hstc=3", "https://example.org/a"},
        {"https://example.org/a?at_recipient_id=1&hsa_acc=2&pk_campaign=3",
         "https://example.org/a"},
        {"https://example.org/a?xtor=RSS-3&yclid=1&igsh=2&spm=3", "https://example.org/a"},
        {"https://example.org/a?utm%5Fsource=rss", "https://example.org/a"},
        {"https://example.org/a?x=1&amp;utm_source=rss", "https://example.org/a?x=1"},
        {"https://example.org/a?ref=news.example.com", "https://example.org/a"},
        {"https://example.org/a?source=example.com&x", "https://example.org/a?x"},
        {"https://youtu.be/abc?si=xyz", "https://youtu.be/abc"},
        {"https://www.youtube.com/watch?v=abc&si=xyz", "https://www.youtube.com/watch?v=abc"},
        {"https://open.spotify.com/episode/1?si=xyz", "https://open.spotify.com/episode/1"},
        {"https://example.org/a#xtor=RSS-3208", "https://example.org/a"},
        {"https://example.org/a?b=1#utm_source=rss&utm_medium=x", "https://example.org/a?b=1"},
        {"HTTP://Example.org:80/%7e?b=%c3&utm_source=x", "HTTP://Example.org:80/%7e?b=%c3"},
        // Left alone, to the byte.
        {"https://example.org/a?", "https://example.org/a?"},
        {"https://example.org/a?#", "https://example.org/a?#"},
        {"https://example.org/a?utm=1", "https://example.org/a?utm=1"},
        {"https://example.org/a?ref=main", "https://example.org/a?ref=main"},
        {"https://example.org/a?ref=v1.2", "https://example.org/a?ref=v1.2"},
        {"https://example.org/a?ref=README.md", "https://example.org/a?ref=README.md"},
        {"https://example.org/a?source=rss", "https://example.org/a?source=rss"},
        {"https://example.org/a?si=1", "https://example.org/a?si=1"},
        {"https://notyoutube.com/a?si=1", "https://notyoutube.com/a?si=1"},
        {"https://example.org/a?fbclids=1", "https://example.org/a?fbclids=1"},
        {"https://example.org/utm_source=x", "https://example.org/utm_source=x"},
        {"https://example.org/a#a&utm_source=rss", "https://example.org/a#a&utm_source=rss"},
        {"https://example.org/a?z=1&a=2&&", "https://example.org/a?z=1&a=2&&"},
        {"mailto:me@example.org?utm_source=x", "mailto:me@example.org?utm_source=x"},
        {"/a?utm_source=x", "/a?utm_source=x"},
        {"", ""},
    }));
    CAPTURE(row.url);
    CHECK(without_tracking(row.url) == row.shown);
    CHECK(without_tracking(row.shown) == row.shown);
}

TEST_CASE("the registrable domain follows the public suffix list", "[identity]") {
    struct Row {
        std::string_view url;
        std::string_view domain;
    };
    const auto row = GENERATE(values<Row>({
        {"https://example.org/", "example.org"},
        {"https://www.example.org/a", "example.org"},
        {"https://a.b.c.example.org:8443/", "example.org"},
        {"https://news.example.co.uk/", "example.co.uk"},
        {"https://EXAMPLE.Com./", "example.com"},
        {"https://me.github.io/", "me.github.io"},
        {"https://a.me.github.io/", "me.github.io"},
        {"https://www.bücher.de/", "xn--bcher-kva.de"},
        {"https://co.uk/", "co.uk"},
        {"https://localhost:8080/", "localhost"},
        {"https://a.b.example.invalid/", "a.b.example.invalid"},
        {"https://printer.fritz.box1/", "printer.fritz.box1"},
        {"http://192.168.0.1/", "192.168.0.1"},
        {"http://[2001:db8::1]:80/", "[2001:db8::1]"},
        {"file:///etc/passwd", ""},
        {"", ""},
    }));
    CAPTURE(row.url);
    CHECK(registrable_domain(row.url) == row.domain);
}
