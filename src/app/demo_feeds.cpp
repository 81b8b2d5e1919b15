// The demo's sample feeds. Places, people and shops are made up.
#include "app/demo_feeds.hpp"

#include <array>
#include <charconv>

namespace weir::app {
namespace {

constexpr std::string_view rss = "application/rss+xml";
constexpr std::string_view atom = "application/atom+xml";
constexpr std::string_view rdf = "application/rdf+xml";
constexpr std::string_view feed_json = "application/feed+json";
constexpr std::string_view html = "text/html; charset=utf-8";

constexpr std::string_view harbour = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>Port Elling Harbour News</title>
<link>https://harbour.example/</link>
<description>What comes in and what goes out.</description>
<language>en</language>
<item>
<title>Old swing bridge opens again after two winters</title>
<link>https://harbour.example/2026/bridge?utm_source=rss&amp;utm_medium=feed</link>
<guid isPermaLink="false">harbour-812</guid>
<pubDate>@rss-3h@</pubDate>
<dc:creator>Marta Oskam</dc:creator>
<description><![CDATA[<p>The old swing bridge over the inner basin turned for the first time in two winters on Tuesday morning. Keeper Jonas Pell released the brake at seven, and the first boat through was the mussel dredger <em>Anna</em>.</p><p>Workers from the yard had replaced all 28 rollers and the cracked main gear, which was cast anew in a foundry inland. The repair took 14 months and cost less than planned, the harbour office said. Bicycles may cross from Friday, cars not before spring.</p>]]></description>
</item>
<item>
<title>Night ferry runs an hour later in December</title>
<link>https://harbour.example/2026/night-ferry</link>
<guid isPermaLink="false">harbour-811</guid>
<pubDate>@rss-28h@</pubDate>
<description>&lt;p&gt;The last ferry leaves the north pier at 23:40 all through December.&lt;/p&gt;</description>
</item>
</channel>
</rss>
)";

constexpr std::string_view gazette = R"(<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>The Tide Gazette</title>
<id>urn:uuid:7d6f0a52-40a5-4a57-9d4b-0f1b8f1d7a10</id>
<link href="https://gazette.example/"/>
<updated>@iso-2h@</updated>
<author><name>Gazette desk</name></author>
<entry>
<title>After 14 months the swing bridge turns</title>
<id>tag:gazette.example,2026:bridge</id>
<link href="https://gazette.example/town/bridge"/>
<published>@iso-2h@</published>
<updated>@iso-2h@</updated>
<content type="html">&lt;p&gt;The old swing bridge over the inner basin turned for the first time in two winters on Tuesday morning. Keeper Jonas Pell released the brake at seven, and the first boat through was the mussel dredger Anna.&lt;/p&gt;&lt;p&gt;Workers from the yard had replaced all 28 rollers and the cracked main gear, which was cast anew in a foundry inland. The repair took 14 months and cost less than planned, the harbour office said.&lt;/p&gt;</content>
</entry>
<entry>
<title>Letters: who feeds the gulls?</title>
<id>tag:gazette.example,2026:gulls</id>
<link href="https://gazette.example/letters/gulls"/>
<published>@iso-30h@</published>
<updated>@iso-30h@</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Three readers answer, and <strong>none</strong> of them did it.</p></div></content>
</entry>
</feed>
)";

constexpr std::string_view lighthouse = R"(<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://lighthouse.example/log">
<title>Lighthouse Log</title>
<link>https://lighthouse.example/</link>
<description>Wind, visibility and whatever else is written down at six.</description>
<items><rdf:Seq><rdf:li rdf:resource="https://lighthouse.example/log/331"/><rdf:li rdf:resource="https://lighthouse.example/log/330"/></rdf:Seq></items>
</channel>
<item rdf:about="https://lighthouse.example/log/331">
<title>Day 331: fog until ten</title>
<link>https://lighthouse.example/log/331</link>
<description>Fog from the west, horn on since four. A robin slept on the rail.</description>
<dc:date>@iso-6h@</dc:date>
<dc:creator>Keeper Ilse</dc:creator>
</item>
<item rdf:about="https://lighthouse.example/log/330">
<title>Day 330: clear and cold</title>
<link>https://lighthouse.example/log/330</link>
<description>Visibility thirty miles. Counted nineteen sails and one kite.</description>
<dc:date>@iso-30h@</dc:date>
</item>
</rdf:RDF>
)";

constexpr std::string_view knots = R"({
"version": "https://jsonfeed.org/version/1.1",
"title": "Rope and Knot",
"home_page_url": "https://knots.example/",
"feed_url": "https://knots.example/feed.json",
"authors": [{"name": "Piet Lanyard"}],
"language": "en",
"items": [
{"id": "https://knots.example/zeppelin", "url": "https://knots.example/zeppelin", "title": "The Zeppelin bend, and why it never jams",
 "content_html": "<p>Two overhand loops, one <em>b</em> and one <em>q</em>, laid on each other. It holds, and it opens again with cold hands.</p>",
 "date_published": "@iso-20h@", "tags": ["bends"]},
{"id": "https://knots.example/short", "url": "https://knots.example/short",
 "content_text": "A short note without a title: whip your rope ends before the frost does it for you.", "date_published": "@iso-44h@"}
]}
)";

// Bytes of windows-1252: \xE9 is e acute, \x80 the euro sign, \x93 and \x94 curly quotes.
constexpr std::string_view cafe =
    "<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n"
    "<rss version=\"2.0\"><channel><title>Caf\xE9 Belle Rive</title>"
    "<link>https://cafe.example/</link><description>La carte du jour</description>"
    "<language>fr</language>"
    "<item><title>Cr\xEApes \xE0 4 \x80 jeudi</title><link>https://cafe.example/crepes</link>"
    "<guid>https://cafe.example/crepes</guid><pubDate>@rss-9h@</pubDate>"
    "<description>Sucre, citron ou \x93ma\xEEtre Pierre\x94 : au choix.</description></item>"
    "</channel></rss>\n";

constexpr std::string_view pump = R"(<?xml version="1.0"?>
<rss version="2.0"><channel>
<title>The Broken Pump & Sons</title>
<link>https://pump.example/</link>
<description>Repairs, repaired</description>
<item>
<title>Why 3 < 4 when you count bolts
<link>https://pump.example/bolts</link>
<guid isPermaLink=false>pump-9</guid>
<pubDate>@rss-12h@</pubDate>
<description>Tools & tea. <b>Count twice<br>then tighten.</description>
<item>
<title>Gaskets, caf&eacute; style</title>
<link>https://pump.example/gaskets</link>
<guid isPermaLink=false>pump-8</guid>
<description>Cork works. So does patience.</descripton>
</item>
</channel>
)";

#define WEIR_WORKSHOP(TEXT, UPDATED)                                                         \
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"                                           \
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Workshop Notes</title>"              \
    "<id>https://workshop.example/</id><link href=\"https://workshop.example/\"/>"           \
    "<updated>" UPDATED                                                                      \
    "</updated><author><name>Ada Plane</name></author>"                                      \
    "<entry><title>A bench hook in an evening</title><id>https://workshop.example/hook</id>" \
    "<link href=\"https://workshop.example/hook\"/><published>@iso-5h@</published>"          \
    "<updated>" UPDATED "</updated><content type=\"html\">" TEXT "</content></entry></feed>\n"

constexpr std::string_view workshop =
    WEIR_WORKSHOP("&lt;p&gt;Three pieces of beech, eight screws, no glue.&lt;/p&gt;", "@iso-5h@");
constexpr std::string_view workshop_edited = WEIR_WORKSHOP(
    "&lt;p&gt;Three pieces of beech, &lt;del&gt;eight&lt;/del&gt; six screws, no glue. "
    "Corrected: two of them met in the middle.&lt;/p&gt;",
    "@iso-0h@");
#undef WEIR_WORKSHOP

constexpr std::string_view garden = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Roof Garden Weekly</title><link>https://garden.example/</link>
<description>Beans at forty metres</description>
<item><title>Covering the beds before the frost</title><link>https://garden.example/frost</link>
<guid>https://garden.example/frost</guid><pubDate>@rss-50h@</pubDate>
<description>Jute, leaves, and a brick against the wind.</description></item>
</channel></rss>
)";

constexpr std::string_view bakery = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>The Busy Bakery</title><link>https://bakery.example/</link>
<description>One loaf at a time, please</description>
<item><title>Rye on Wednesdays again</title><link>https://bakery.example/rye</link>
<guid>https://bakery.example/rye</guid><pubDate>@rss-7h@</pubDate>
<description>From six until it is gone.</description></item>
</channel></rss>
)";

constexpr std::string_view teaser = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Morning Teaser</title><link>https://teaser.example/</link>
<description>The first sentence of everything</description>
<item><title>The clockmaker who sold minutes</title><link>https://teaser.example/minutes</link>
<guid>https://teaser.example/minutes</guid><pubDate>@rss-4h@</pubDate>
<description>Nobody knew where she kept them, and nobody asked, until one day a customer ... [read more]</description></item>
</channel></rss>
)";

// Ends in the middle of its second item, as a cut-off transfer would.
constexpr std::string_view torn = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>The Torn Page</title><link>https://torn.example/</link>
<description>Most of a newsletter</description>
<item><title>Paper boats race on Sunday</title><link>https://torn.example/boats</link>
<guid>https://torn.example/boats</guid><pubDate>@rss-11h@</pubDate>
<description>Bring your own paper. The brook starts at two.</description></item>
<item><title>Last year's winner speaks</title><link>https://torn.example/winner</link>
<guid>https://torn.example/winner</guid><description>It was the fold in the)";

constexpr std::string_view podcast = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>Slow Radio</title><link>https://slow.example/</link>
<description>Places, heard for a while</description><itunes:author>Nell Hollow</itunes:author>
<item><title>Episode 12: a mill at night</title><link>https://slow.example/12</link>
<guid isPermaLink="false">slow-12</guid><pubDate>@rss-16h@</pubDate>
<itunes:duration>42:10</itunes:duration><itunes:episode>12</itunes:episode>
<enclosure url="https://slow.example/audio/12.mp3" length="40480000" type="audio/mpeg"/>
<description>Water, wood, and an owl at minute nineteen.</description></item>
</channel></rss>
)";

constexpr std::string_view hebrew = R"(<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="he"><title>יומן הנמל</title>
<id>https://yoman.example/</id><link href="https://yoman.example/"/><updated>@iso-8h@</updated>
<author><name>נועה</name></author>
<entry><title>הסירה הכחולה חזרה</title><id>https://yoman.example/1</id>
<link href="https://yoman.example/1"/><updated>@iso-8h@</updated>
<content type="html">&lt;p&gt;אחרי שלושה ימים בים, עם סל מלא דגים.&lt;/p&gt;</content></entry>
</feed>
)";

constexpr std::string_view login = R"(<!DOCTYPE html>
<html lang="en"><head><title>Sign in - The Members' Circular</title></head>
<body><form action="/login"><label>Name <input name="user"></label>
<label>Password <input type="password" name="password"></label></form></body></html>
)";

constexpr std::array<DemoFeed, 15> feeds{{
    {"harbour-news", "RSS 2.0", "town", {200, rss, harbour}, {200, rss, harbour}},
    {"tide-gazette",
     "Atom, tells a story of harbour-news again",
     "town",
     {200, atom, gazette},
     {200, atom, gazette}},
    {"lighthouse-log", "RSS 1.0 (RDF)", "town", {200, rdf, lighthouse}, {200, rdf, lighthouse}},
    {"rope-and-knot", "JSON Feed", "craft", {200, feed_json, knots}, {200, feed_json, knots}},
    {"cafe-belle-rive", "windows-1252", "food", {200, "text/xml", cafe}, {200, "text/xml", cafe}},
    {"broken-pump", "broken XML, repaired", "craft", {200, rss, pump}, {200, rss, pump}},
    {"workshop-notes",
     "an item that is edited between polls",
     "craft",
     {200, atom, workshop},
     {200, atom, workshop_edited}},
    {"roof-garden",
     "301, moved for good",
     "craft",
     {301, {}, {}, "Location: /roof-garden-weekly"},
     {301, {}, {}, "Location: /roof-garden-weekly"}},
    {"closed-shop",
     "410, gone",
     "food",
     {410, "text/plain", "We have closed.\n"},
     {410, "text/plain", "We have closed.\n"}},
    {"busy-bakery",
     "429 with Retry-After, then the feed",
     "food",
     {429, "text/plain", "One at a time, please.\n", "Retry-After: 8"},
     {200, rss, bakery}},
    {"morning-teaser",
     "partial content: teasers only",
     "reading",
     {200, rss, teaser},
     {200, rss, teaser}},
    {"torn-page", "a document that is cut off", "reading", {200, rss, torn}, {200, rss, torn}},
    {"slow-radio", "a podcast", "listening", {200, rss, podcast}, {200, rss, podcast}},
    {"yoman-hanamal", "right-to-left text", "reading", {200, atom, hebrew}, {200, atom, hebrew}},
    {"members-circular",
     "a login page in place of a feed",
     "reading",
     {200, html, login},
     {200, html, login}},
}};

/// Where roof-garden has moved to; no feed of the configuration.
constexpr DemoFeed moved{"roof-garden-weekly", "", "", {200, rss, garden}, {200, rss, garden}};

}  // namespace

std::span<const DemoFeed> demo_feeds() {
    return feeds;
}

const DemoFeed& demo_moved_feed() {
    return moved;
}

std::string dated(std::string_view text, Instant start) {
    std::string out;
    out.reserve(text.size() + 128);
    for (std::size_t at = 0; at < text.size();) {
        const auto mark = text.find('@', at);
        const auto end = mark == std::string_view::npos ? mark : text.find('@', mark + 1);
        out += text.substr(at, mark - at);
        if (end == std::string_view::npos) {
            if (mark != std::string_view::npos) out += text.substr(mark);
            break;
        }
        const auto word = text.substr(mark + 1, end - mark - 1);  // "rss-3h"
        int hours = 0;
        std::from_chars(word.data() + 4, word.data() + word.size(), hours);
        const auto then = start - std::chrono::hours{hours};
        out += word.starts_with("rss") ? http_date(then) : rfc3339(then);
        at = end + 1;
    }
    return out;
}

}  // namespace weir::app
