#include "html/sanitize.hpp"
#include "html/strict_reader.hpp"

#include <catch2/catch.hpp>

#include <string_view>

namespace {

constexpr std::string_view base = "https://example.org/dir/page";

// Canonical snippets: they come back byte for byte.
// clang-format off
constexpr std::string_view canonical[] = {
    "<p>One <b>two</b> <i>three</i> <em>four</em> <strong>five</strong> <u>six</u> <s>seven</s></p>",
    "<h1>1</h1><h2>2</h2><h3>3</h3><h4>4</h4><h5>5</h5><h6>6</h6>",
    "<details open=\"\"><summary>More</summary><p>Hidden</p></details>",
    "<details><summary>More</summary>text</details>",
    "<ruby>\u6f22<rp>(</rp><rt>kan</rt><rp>)</rp>\u5b57<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>",
    "<table><caption>T</caption><colgroup><col span=\"2\"><col></colgroup><thead><tr><th colspan=\"2\" scope=\"col\">H</th></tr></thead>"
        "<tbody><tr><td rowspan=\"2\">a</td><td>b</td></tr></tbody><tfoot><tr><td>f</td></tr></tfoot></table>",
    "<table>\n<tr>\n<td>a</td>\n<th scope=\"row\">b</th>\n</tr>\n</table>",
    "<table><tr><td><table><tr><td>inner</td></tr></table></td></tr></table>",
    "<ol start=\"5\" reversed=\"\" type=\"a\"><li value=\"7\">x</li><li>y</li></ol>",
    "<ol start=\"-3\"><li>x</li></ol>",
    "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>",
    "<dl><dt>term</dt><dd>one</dd><dd>two</dd><dt>t</dt><dt>u</dt><dd><p>x</p></dd></dl>",
    "<pre><code class=\"language-c++\">int main() {\n    return a &lt; b &amp;&amp; c;\n}\n</code></pre>",
    "<pre class=\"lang-js\">  two blanks\n\ttab</pre>",
    "<p>H<sub>2</sub>O, x<sup>2</sup>, <kbd>Ctrl</kbd>, <samp>out</samp>, <var>n</var>, <code>f()</code>, <tt>old</tt></p>",
    "<p><abbr title=\"World Wide Web\">WWW</abbr> <dfn>term</dfn> <cite>Book</cite> <q cite=\"https://e.org/q\">said</q></p>",
    "<blockquote cite=\"https://e.org/source\"><p>Quote</p><footer>by <cite>X</cite></footer></blockquote>",
    "<p><ins cite=\"https://e.org/i\">new</ins> <del>old</del> <mark>marked</mark> <small>small</small></p>",
    "<p><time datetime=\"2026-11-24T05:06:07Z\">today</time></p>",
    "<p lang=\"he\" dir=\"rtl\">\u05e9\u05dc\u05d5\u05dd <bdi>x</bdi> <bdo dir=\"ltr\">y</bdo></p>",
    "<p title=\"a &quot;b&quot; &lt;c&gt; &amp; d\" lang=\"zh-Hant\">\u4f60\u597d\uff0c\u4e16\u754c</p>",
    "<p><a href=\"https://e.org/a?b=c&amp;d=e#f\" rel=\"noopener noreferrer\">x</a></p>",
    "<p><a href=\"https://e.org/\" hreflang=\"fr\" rel=\"noopener noreferrer\" title=\"t\">x</a></p>",
    "<a href=\"mailto:a@e.org?subject=Hi%20you\" rel=\"noopener noreferrer\">mail</a>",
    "<a href=\"tel:+49123456\" rel=\"noopener noreferrer\">call</a>",
    "<a href=\"magnet:?xt=urn:btih:abc&amp;dn=x\" rel=\"noopener noreferrer\">get</a>",
    "<a href=\"xmpp:room@e.org?join\" rel=\"noopener noreferrer\">chat</a>",
    "<a href=\"ftp://e.org/file\" rel=\"noopener noreferrer\">ftp</a>",
    "<a href=\"https://e.org/\u00fcber/%C3%BC\" rel=\"noopener noreferrer\">IRI</a>",
    "<a href=\"https://e.org/\" rel=\"noopener noreferrer\"><figure><img src=\"https://e.org/i.png\" loading=\"lazy\"><figcaption>c</figcaption></figure></a>",
    "<a href=\"https://e.org/\" rel=\"noopener noreferrer\"><div><h3>Title</h3><p>Lead</p></div></a>",
    "<figure><img src=\"https://e.org/i.jpg\" alt=\"A\" width=\"640\" height=\"480\" loading=\"lazy\"><figcaption>Caption <em>x</em></figcaption></figure>",
    "<img src=\"https://e.org/i.jpg\" srcset=\"https://e.org/i-1.jpg 320w, https://e.org/i-2.jpg 640w\" sizes=\"(max-width: 320px) 100vw, 640px\" alt=\"\" loading=\"lazy\">",
    "<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"dot\" loading=\"lazy\">",
    "<picture><source srcset=\"https://e.org/i.webp\" type=\"image/webp\" media=\"(min-width: 600px)\"><img src=\"https://e.org/i.jpg\" loading=\"lazy\"></picture>",
    "<video src=\"https://e.org/v.mp4\" poster=\"https://e.org/p.jpg\" width=\"640\" height=\"360\" controls=\"\" preload=\"none\">no video</video>",
    "<video controls=\"\" preload=\"none\"><source src=\"https://e.org/v.webm\" type=\"video/webm; codecs=&quot;vp9&quot;\"><source src=\"https://e.org/v.mp4\"></video>",
    "<audio src=\"https://e.org/a.mp3\" controls=\"\" preload=\"none\"></audio>",
    "<iframe src=\"https://player.vimeo.com/video/1?h=2&amp;x=y\" width=\"640\" height=\"360\" sandbox=\"allow-scripts allow-same-origin allow-popups allow-presentation\" loading=\"lazy\" allowfullscreen=\"\" title=\"Talk\"></iframe>",
    "<article><header>h</header><section><main>m</main></section><aside>a</aside><address>x</address><footer>f</footer></article>",
    "<p>line<br>break<wbr>able</p><hr><p>next</p>",
    "<p>\U0001f600 \u00a0 \u2014 \u201cquotes\u201d 'single' \"double\"</p>",
    "<p>1 &lt; 2 &amp;&amp; 3 &gt; 2; AT&amp;T; &amp;lt;</p>",
    "<span title=\"x\">span</span> and bare text",
    "<p><span><b>x <i>y</i></b></span></p>",
    "<div><div><p>deep</p></div></div>",
    "<p></p><ul></ul><div></div>",
    "text only, no markup at all\nsecond line\n",
    "<p>a</p>\n\n<p>b</p>\n",
    "<p>e\u0301 \u0915\u094d\u0937 \ufb01</p>",
};

struct Row {
    std::string_view markup;
    std::string_view expected;
};

// As found in feeds; all that a reader sees must be left.
constexpr Row found[] = {
    {"<p>See<a href='#fn1' id='ref1'>1</a></p><ol><li id=fn1>Note <a href=\"#ref1\">back</a></li></ol>",
     "<p>See<a href=\"#i1-fn1\" rel=\"noopener noreferrer\" id=\"i1-ref1\">1</a></p><ol><li id=\"i1-fn1\">Note "
     "<a href=\"#i1-ref1\" rel=\"noopener noreferrer\">back</a></li></ol>"},
    {"<a href='https://example.org/dir/page#x'>x</a><h2 id=x>X</h2>",
     "<a href=\"#i1-x\" rel=\"noopener noreferrer\">x</a><h2 id=\"i1-x\">X</h2>"},
    {"<a name=top></a><p id=unused>x</p><a href=#top>up</a><a href=#gone>y</a>",
     "<a id=\"i1-top\"></a><p>x</p><a href=\"#i1-top\" rel=\"noopener noreferrer\">up</a>"
     "<a href=\"#gone\" rel=\"noopener noreferrer\">y</a>"},
    {"<img class=lazy src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src=/real.jpg alt=A>",
     "<img src=\"https://example.org/real.jpg\" alt=\"A\" loading=\"lazy\">"},
    {"<img data-original='real.jpg'><img data-lazy-src='r2.jpg' src=''><img src=/img/spacer.gif data-orig-file=r3.jpg>",
     "<img src=\"https://example.org/dir/real.jpg\" loading=\"lazy\"><img src=\"https://example.org/dir/r2.jpg\" loading=\"lazy\">"
     "<img src=\"https://example.org/dir/r3.jpg\" loading=\"lazy\">"},
    {"<img src=x.svg data-src=y.svg>", "<img src=\"https://example.org/dir/x.svg\" loading=\"lazy\">"},
    {"<img src='data:image/svg+xml,%3Csvg/%3E' data-srcset='a.jpg 1x, b.jpg 2x'>",
     "<img src=\"https://example.org/dir/a.jpg\" srcset=\"https://example.org/dir/a.jpg 1x, https://example.org/dir/b.jpg 2x\" loading=\"lazy\">"},
    {"<img src=blank.png>\n<noscript><img src=real.png alt=R></noscript>x",
     "<img src=\"https://example.org/dir/real.png\" alt=\"R\" loading=\"lazy\">\nx"},
    {"<img src=real.png><noscript><img src=again.png></noscript>x",
     "<img src=\"https://example.org/dir/real.png\" loading=\"lazy\">x"},
    {"<img src=i.jpg srcset='a.jpg, b,c.jpg 2x,d.jpg 640w,bad 2q,'>",
     "<img src=\"https://example.org/dir/i.jpg\" srcset=\"https://example.org/dir/a.jpg, https://example.org/dir/b,c.jpg 2x, "
     "https://example.org/dir/d.jpg 640w\" loading=\"lazy\">"},
    {"<iframe src='//www.youtube.com/embed/abc?start=3' width=560 height=315 frameborder=0></iframe>",
     "<iframe src=\"https://www.youtube-nocookie.com/embed/abc?start=3\" width=\"560\" height=\"315\" "
     "sandbox=\"allow-scripts allow-same-origin allow-popups allow-presentation\" loading=\"lazy\" allowfullscreen=\"\"></iframe>"},
    {"<iframe src='https://maps.example/x?a=1&b=2' title='Map'></iframe>",
     "<a href=\"https://maps.example/x?a=1&amp;b=2\" rel=\"noopener noreferrer\">Map</a>"},
    {"<p>Read <a href=../other.html>on</a>, <a href='/a b.html'>x</a></p>",
     "<p>Read <a href=\"https://example.org/other.html\" rel=\"noopener noreferrer\">on</a>, "
     "<a href=\"https://example.org/a%20b.html\" rel=\"noopener noreferrer\">x</a></p>"},
    {"<center><font color=red size=5>Old <big>school</big></font></center>", "Old school"},
    {"<P ALIGN=center>Loud<BR>case</P>", "<p>Loud<br>case</p>"},
    {"<p>unclosed<p>paragraphs<ul><li>and<li>items</ul>", "<p>unclosed</p><p>paragraphs</p><ul><li>and</li><li>items</li></ul>"},
    {"<b>over <i>lapping</b> tags</i>", "<b>over <i>lapping</i></b><i> tags</i>"},
    {"<p><b>carried</p><p>on</b> here</p>", "<p><b>carried</b></p><p><b>on</b> here</p>"},
    {"<b><p>one</p><p>two</p></b>", "<p><b>one</b></p><p><b>two</b></p>"},
    {"<pre>\nfirst\n\nthird</pre><pre>\n\nx</pre>", "<pre>first\n\nthird</pre><pre>\n\nx</pre>"},
    {"<td>lone cell</td> <tr>row</tr>", "lone cell row"},
    {"<table>stray<tr><td>cell</table>", "<table><tr><td>stray</td></tr><tr><td>cell</td></tr></table>"},
    {"<div><form><p>q</p><input type=text><label>name</label></form></div>", "<div><p>q</p>name</div>"},
    {"<form>one</form><form>two</form>", "one\ntwo"},
    {"a<svg viewBox='0 0 1 1'><path d=x /><title>icon</title></svg>b<math><mi>x</mi></math>c", "abc"},
    {"<svg><circle></div><p>back in HTML", "<p>back in HTML</p>"},
    {"&copy; 2026 &mdash; caf&eacute; &#8217; &hearts; &nosuch;", "\u00a9 2026 \u2014 caf\u00e9 \u2019 \u2665 &amp;nosuch;"},
    {"<a href='?a=1&copy=2'>x</a>", "<a href=\"https://example.org/dir/page?a=1&amp;copy=2\" rel=\"noopener noreferrer\">x</a>"},
    {"x\r\ny\rz\fq\x01w\x7f", "x\ny\nz qw"},
    {"<image src=old.gif>", "<img src=\"https://example.org/dir/old.gif\" loading=\"lazy\">"},
    {"<a href='/1'>first <a href='/2'>second</a>",
     "<a href=\"https://example.org/1\" rel=\"noopener noreferrer\">first </a>"
     "<a href=\"https://example.org/2\" rel=\"noopener noreferrer\">second</a>"},
};

// Counters of readers, and what holds nothing.
constexpr std::string_view invisible[] = {
    "<img src=/t.gif width=1 height=1>", "<img src=/t.gif width='1px' height=0>", "<img src=/t.gif style='width:1px; height: 1px'>",
    "<img src=/t.gif width=1 style='HEIGHT:0px !important'>", "<img src='http://feeds.feedburner.com/~r/x/~4/y'>",
    "<img src=//ad.doubleclick.net/x>", "<img src=https://pixel.wp.com/b.gif>", "<img src=https://stats.wordpress.com/b.gif>",
    "<img src='https://sb.scorecardresearch.com/p?x'>", "<img src=https://pixel.quantserve.com/x.gif>", "<img src=http://da.feedsportal.com/x>",
    "<iframe src=https://e.org/ width=1 height=1></iframe>", "<b></b>", "<a href=x></a>", "<img>", "<img alt=x src=''>", "<!-- c -->", "<source src=x>",
    "<button>Share</button>", "<select><option>x</select>", "<noscript>no script</noscript>", "<object><p>x</p></object>",
};
// clang-format on

}  // namespace

TEST_CASE("harmless canonical markup is not touched", "[html]") {
    STATIC_REQUIRE(std::size(canonical) >= 46);
    for (const std::string_view markup : canonical) {
        CAPTURE(markup);
        CHECK(weir::html::sanitize(markup, {.base_url = base}) == markup);
        CHECK(StrictReader(markup).fault().empty());
    }
}

TEST_CASE("what feeds hold comes out whole and canonical", "[html]") {
    for (const Row& row : found) {
        CAPTURE(row.markup);
        const weir::html::SanitizeOptions options{.base_url = base, .id_prefix = "i1-"};
        CHECK(weir::html::sanitize(row.markup, options) == row.expected);
        CHECK(weir::html::sanitize(row.expected, options) == row.expected);
    }
}

TEST_CASE("what no reader sees goes", "[html]") {
    for (const std::string_view markup : invisible) {
        CAPTURE(markup);
        CHECK(weir::html::sanitize(markup, {.base_url = base}).empty());
    }
}

TEST_CASE("images that only look like trackers stay", "[html]") {
    for (const std::string_view markup :
         {"<img src=/t.gif width=1>", "<img src=/t.gif width=1 height=100>",
          "<img src=/t.gif style='width:1px'>", "<img src=https://notdoubleclick.net/x>",
          "<img src=https://e.org/doubleclick.net/x>", "<img src=x width=10% height=1>",
          "<img src=https://e.org/~r/x>", "<img src=x style='max-width:1px;max-height:1px'>"}) {
        CAPTURE(markup);
        CHECK(weir::html::sanitize(markup, {.base_url = base}).starts_with("<img src="));
    }
}
