#include "html/sanitize.hpp"
#include "html/strict_reader.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using namespace std::string_view_literals;

namespace {

const weir::html::SanitizeOptions options{.base_url = "https://example.org/dir/page",
                                          .id_prefix = "i1-"};

// Ways to make a browser run or load something, as collected by those who break filters.
// clang-format off
constexpr std::string_view payloads[] = {
    // Scripts
    "<script>alert(1)</script>"sv, "<SCRIPT SRC=http://e.org/x.js></SCRIPT>"sv,
    "<ScRiPt>alert(1)</sCrIpT>"sv, "<script/src=//e.org/x>"sv, "<script\n>alert(1)</script\n>"sv,
    "<script>alert(1)"sv, "<script <b>alert(1)</script>"sv, "<<script>alert(1);//<</script>"sv,
    "<scr<script>ipt>alert(1)</scr</script>ipt>"sv, "<scr\0ipt>alert(1)</scr\0ipt>"sv,
    "<script\0>alert(1)</script>"sv, "\0<script>alert(1)</script>"sv, "<script x>alert(1)</script y>"sv,
    "<script><!--<script></script>alert(1)</script>"sv, "<script>/*</script>*/alert(1)</script>"sv,
    "<script>'</script><img src=x onerror=alert(1)>'</script>"sv, "</script><script>alert(1)</script>"sv,
    "<script src=data:text/javascript,alert(1)></script>"sv, "<script type=module>import('//e.org')</script>"sv,
    "<script xlink:href=//e.org></script>"sv, "%3Cscript%3Ealert(1)%3C/script%3E"sv,
    "&lt;script&gt;alert(1)&lt;/script&gt;"sv, "&#60;script&#62;alert(1)&#60;/script&#62;"sv,
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"sv, "\xc0\xbcscript\xc0\xbe" "alert(1)"sv,
    "<script>alert(1)</script"sv, "<s\u017f" "cript>alert(1)</script>"sv, "\uff1cscript\uff1ealert(1)"sv,
    // Handlers
    "<img src=x onerror=alert(1)>"sv, "<img src=x ONERROR=alert(1)>"sv, "<img/src=x/onerror=alert(1)>"sv,
    "<img src=x\nonerror\n=\nalert(1)>"sv, "<img src=x onerror\x0b=alert(1)>"sv, "<img \0onerror=alert(1) src=x>"sv,
    "<img src=\"x\"onerror=alert(1)>"sv, "<img src='x' onerror=`alert(1)`>"sv, "<img src=x onerror=\"alert(1)\""sv,
    "<img src=`javascript:alert(1)` onerror=alert(1)>"sv, "<img \"\"\"><script>alert(1)</script>\">"sv,
    "<body onload=alert(1)>"sv, "<body/onload=alert(1)>"sv, "<b onmouseover=alert(1)>x</b>"sv,
    "<p onclick=alert(1) onfocus=alert(2) tabindex=1>x</p>"sv, "<a onmouseenter=alert(1)>x</a>"sv,
    "<details open ontoggle=alert(1)>x</details>"sv, "<video><source onerror=alert(1)></video>"sv,
    "<video src=x onloadstart=alert(1)></video>"sv, "<audio src=x onerror=alert(1)>"sv,
    "<marquee onstart=alert(1)>x</marquee>"sv, "<input autofocus onfocus=alert(1)>"sv,
    "<select autofocus onfocus=alert(1)>"sv, "<textarea autofocus onfocus=alert(1)>"sv,
    "<keygen autofocus onfocus=alert(1)>"sv, "<div style=x onanimationstart=alert(1)>x</div>"sv,
    "<x onclick=alert(1)>x</x>"sv, "<img src=x:alert(alt) onerror=eval(src) alt=0>"sv,
    "<a href=# onclick=alert(1)>x</a>"sv, "<img alt='\"><script>alert(1)</script>' src=x>"sv,
    "<img title='\" onerror=alert(1) x=\"' src=x>"sv, "<p title='</p><script>alert(1)</script>'>x"sv,
    "<img src=x alt=`onerror=alert(1)//`>"sv, "<b id=\"x\" onclick=\"alert(1)\" id=\"y\">x</b>"sv,
    // URL schemes
    "<a href=javascript:alert(1)>x</a>"sv, "<a href=JaVaScRiPt:alert(1)>x</a>"sv,
    "<a href=' javascript:alert(1)'>x</a>"sv, "<a href='\x01javascript:alert(1)'>x</a>"sv,
    "<a href='\x1fjavascript:alert(1)'>x</a>"sv, "<a href='java\tscript:alert(1)'>x</a>"sv,
    "<a href='java\nscript:alert(1)'>x</a>"sv, "<a href='java\rscript:alert(1)'>x</a>"sv,
    "<a href='java\0script:alert(1)'>x</a>"sv, "<a href='jav&#x09;ascript:alert(1)'>x</a>"sv,
    "<a href='jav&#x0A;ascript:alert(1)'>x</a>"sv, "<a href='jav&Tab;ascript:alert(1)'>x</a>"sv,
    "<a href='javascript&colon;alert(1)'>x</a>"sv, "<a href='javascript&#58;alert(1)'>x</a>"sv,
    "<a href='javascript&#0058alert(1)'>x</a>"sv, "<a href='javascript&#x3A;alert(1)'>x</a>"sv,
    "<a href=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>x</a>"sv,
    "<a href=&#0000106&#0000097&#0000118&#0000097script:alert(1)>x</a>"sv,
    "<a href=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3Aalert(1)>x</a>"sv,
    "<a href='&#1;javascript:alert(1)'>x</a>"sv, "<a href='&#0;javascript:alert(1)'>x</a>"sv,
    "<a href='javascript://%0aalert(1)'>x</a>"sv, "<a href='javascript://https://e.org/%0aalert(1)'>x</a>"sv,
    "<a href='vbscript:msgbox(1)'>x</a>"sv, "<a href='livescript:x'>x</a>"sv, "<a href='mocha:x'>x</a>"sv,
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>"sv,
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>"sv,
    "<a href='view-source:javascript:alert(1)'>x</a>"sv, "<a href='feed:javascript:alert(1)'>x</a>"sv,
    "<a href='blob:https://e.org/x'>x</a>"sv, "<a href='filesystem:http://e.org/x'>x</a>"sv,
    "<a href='file:///etc/passwd'>x</a>"sv, "<a href='about:blank'>x</a>"sv, "<a href='intent://x'>x</a>"sv,
    "<a href='ms-settings:x'>x</a>"sv, "<a href='\u2028javascript:alert(1)'>x</a>"sv,
    "<a href='\u00a0javascript:alert(1)'>x</a>"sv, "<a href='\u0085javascript:alert(1)'>x</a>"sv,
    "<a href='java\u0085script:alert(1)'>x</a>"sv, "<a href='java\ufdd0script:alert(1)'>x</a>"sv,
    "<a href='java\u00adscript:alert(1)'>x</a>"sv, "<a href='%6aavascript:alert(1)'>x</a>"sv,
    "<a href='http:javascript:alert(1)'>x</a>"sv, "<a href='x:y:javascript:alert(1)'>x</a>"sv,
    "<a href='\\\\javascript:alert(1)'>x</a>"sv, "<a href='javascript\\:alert(1)'>x</a>"sv,
    "<a href=\"https://e.org/&quot; onclick=&quot;alert(1)\">x</a>"sv, "<a href='https://e.org/\" onclick=\"x'>x</a>"sv,
    "<a href='http://'>x</a>"sv, "<a href='https:///'>x</a>"sv, "<a href='mailto:'>x</a>"sv,
    "<img src=javascript:alert(1)>"sv, "<img src='vbscript:x'>"sv, "<img lowsrc=javascript:alert(1)>"sv,
    "<img dynsrc=javascript:alert(1)>"sv, "<img src='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+'>"sv,
    "<img src='data:text/html;base64,AAAA'>"sv, "<img src='data:image/png,x'>"sv,
    "<img src='data:image/png;base64,AAAA\" onerror=\"alert(1)'>"sv, "<img src='data:image/png;charset=x;base64,AAAA'>"sv,
    "<img src='data:,x'>"sv, "<img src='mailto:x@y'>"sv, "<img src='ftp://e.org/x'>"sv,
    "<img srcset='javascript:alert(1) 1x, data:text/html,x 2x'>"sv, "<img srcset='x 1x\" onerror=\"alert(1)'>"sv,
    "<img srcset=', ,javascript:alert(1),' src=x>"sv, "<img src=x srcset='data:image/png;base64,AA== 1x'>"sv,
    "<img data-src='javascript:alert(1)'>"sv, "<img data-srcset='javascript:alert(1) 2x' src=''>"sv,
    "<video poster=javascript:alert(1)>x</video>"sv, "<video src='data:video/mp4;base64,AA'></video>"sv,
    "<audio src=javascript:alert(1)></audio>"sv, "<video><source src='javascript:alert(1)'></video>"sv,
    "<picture><source srcset='javascript:alert(1)'><img src=x></picture>"sv,
    "<blockquote cite=javascript:alert(1)>x</blockquote>"sv, "<q cite='java\tscript:x'>x</q>"sv,
    "<del cite='data:text/html,x'>x</del>"sv, "<table background=javascript:alert(1)><tr><td>x</table>"sv,
    "<body background=javascript:alert(1)>"sv, "<a xlink:href=javascript:alert(1)>x</a>"sv,
    "<form action=javascript:alert(1)><input type=submit></form>"sv, "<button formaction=javascript:alert(1)>x</button>"sv,
    "<input type=image formaction=javascript:alert(1) src=x>"sv, "<isindex action=javascript:alert(1)>"sv,
    "<a ping='javascript:alert(1)' href=x>x</a>"sv, "<a target=_blank href=x download>x</a>"sv,
    // Documents within the document
    "<iframe src=javascript:alert(1)></iframe>"sv, "<iframe srcdoc='<script>alert(1)</script>'></iframe>"sv,
    "<iframe srcdoc='x' src='https://www.youtube.com/embed/x'></iframe>"sv,
    "<iframe src='https://www.youtube.com@e.org/embed/x'></iframe>"sv, "<iframe src='https://e.org/?www.youtube.com/embed/'></iframe>"sv,
    "<iframe src='https://www.youtube.com.e.org/embed/x'></iframe>"sv, "<iframe src='https://xwww.youtube.com/embed/x'></iframe>"sv,
    "<iframe src='https://player.vimeo.com:8080/x'></iframe>"sv, "<iframe src='//player.vimeo.com\\@e.org/x'></iframe>"sv,
    "<iframe src='data:text/html,<script>alert(1)</script>'></iframe>"sv, "<iframe><script>alert(1)</script></iframe>"sv,
    "<iframe src=x onload=alert(1)>"sv, "<iframe/srcdoc=x/>"sv, "<iframe></iframe><img src=x onerror=alert(1)>"sv,
    "<iframe src='https://www.youtube.com/redirect?q=e.org'></iframe>"sv,
    "<object data=javascript:alert(1)></object>"sv, "<object><param name=movie value=x.swf></object>"sv,
    "<embed src=javascript:alert(1)>"sv, "<embed src='data:image/svg+xml,x'>"sv, "<applet code=x></applet>"sv,
    "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>"sv, "<base href='javascript:/a/+'>"sv,
    "<base href=//e.org/><a href=x>x</a>"sv, "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>"sv,
    "<meta charset=utf-7>"sv, "<meta http-equiv=set-cookie content=x>"sv, "<link rel=stylesheet href=//e.org/x.css>"sv,
    "<link rel=import href='data:text/html,x'>"sv, "<link rel=prefetch href=//e.org>"sv, "<portal src=//e.org></portal>"sv,
    "<fencedframe src=//e.org></fencedframe>"sv, "<layer src=//e.org></layer>"sv, "<bgsound src=javascript:alert(1)>"sv,
    // CSS
    "<style>*{background:url(javascript:alert(1))}</style>"sv, "<style>@import '//e.org/x.css';</style>"sv,
    "<style><img src='</style><img src=x onerror=alert(1)>'></style>"sv, "<style></style\n><img src=x onerror=alert(1)>"sv,
    "<p style='background:url(javascript:alert(1))'>x</p>"sv, "<p style='width:expression(alert(1))'>x</p>"sv,
    "<p style='behavior:url(x.htc)'>x</p>"sv, "<p style='-moz-binding:url(x)'>x</p>"sv,
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%'>x</div>"sv, "<p style='x:&#x65;xpression(1)'>x</p>"sv,
    "<b class='overlay login'>x</b>"sv, "<code class='language-x\" onclick=\"alert(1)'>x</code>"sv,
    // SVG, MathML and their namespaces
    "<svg onload=alert(1)>"sv, "<svg/onload=alert(1)//"sv, "<svg><script>alert(1)</script></svg>"sv,
    "<svg><script xlink:href=//e.org/></script></svg>"sv, "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>"sv,
    "<svg><animate onbegin=alert(1) attributeName=x></svg>"sv, "<svg><set attributeName=href to=javascript:alert(1)></svg>"sv,
    "<svg><use href='data:image/svg+xml,x#y'></svg>"sv, "<svg><foreignObject><script>alert(1)</script></foreignObject></svg>"sv,
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>"sv,
    "<svg><style><img src=x onerror=alert(1)></style></svg>"sv, "<svg><title><img src=x onerror=alert(1)></title></svg>"sv,
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">"sv, "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>"sv,
    "<svg><desc><![CDATA[</desc><img src=x onerror=alert(1)>]]></svg>"sv, "<svg><p><style><!--</style><img src=x onerror=alert(1)>--></style>"sv,
    "<math href=javascript:alert(1)>x</math>"sv, "<math><mi xlink:href=javascript:alert(1)>x</mi></math>"sv,
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>"sv,
    "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>"sv,
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">"sv,
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>"sv,
    "<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title=\"</style><img src onerror='alert(1)'>\">"sv,
    "<svg><annotation-xml><foreignobject><style><!--</style><p id=\"--><img src='x' onerror='alert(1)'>\">"sv,
    "<math></p><style><!--</style><img src/onerror=alert(1)>--></style></math>"sv, "<svg:script>alert(1)</svg:script>"sv,
    "<x:script xmlns:x=http://www.w3.org/1999/xhtml>alert(1)</x:script>"sv,
    // Markup that means one thing here and another there
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">"sv, "<noscript><style></noscript><img src=x onerror=alert(1)>"sv,
    "<title><p title=\"</title><img src=x onerror=alert(1)>\">"sv, "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">"sv,
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">"sv, "<noembed><p title=\"</noembed><img src=x onerror=alert(1)>\">"sv,
    "<noframes><p title=\"</noframes><img src=x onerror=alert(1)>\">"sv, "<iframe><p title=\"</iframe><img src=x onerror=alert(1)>\">"sv,
    "<style><p title=\"</style><img src=x onerror=alert(1)>\">"sv, "<plaintext><script>alert(1)</script>"sv,
    "<template><script>alert(1)</script></template>"sv, "<template><p title='</template><img src=x onerror=alert(1)>'>"sv,
    "<select><template><img src=x onerror=alert(1)></template></select>"sv, "<select><option><style></select><img src=x onerror=alert(1)></style>"sv,
    "<select><iframe></select><img src=x onerror=alert(1)>"sv, "<table><style><a title=\"</style><img src onerror=alert(1)>\">"sv,
    "<table><tr><form><td><script>alert(1)</script></form>"sv, "<table><script>alert(1)</script><td>x"sv,
    "<table><a href=javascript:alert(1)>x<tr><td>y</table>"sv, "<p><table><b></p><img src=x onerror=alert(1)>"sv,
    "<a><table><a href=javascript:alert(1)></table>x"sv, "<b><p><i></b><script>alert(1)</script>"sv,
    "<listing>&lt;img src=1 onerror=alert(1)&gt;</listing>"sv, "<pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre>"sv,
    "<p id=<script>alert(1)</script>>x"sv, "<!--><img src=x onerror=alert(1)>-->"sv, "<!---><img src=x onerror=alert(1)>-->"sv,
    "<!-- --!><img src=x onerror=alert(1)> -->"sv, "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->"sv,
    "<![if IE]><script>alert(1)</script><![endif]>"sv, "<comment><img src=\"</comment><img src=x onerror=alert(1)//\">"sv,
    "<!x ><img src=x onerror=alert(1)>"sv, "<?xml version='1.0'?><script>alert(1)</script>"sv, "<?php echo '<script>'; ?>"sv,
    "<% <img src=x onerror=alert(1)> %>"sv, "</ <img src=x onerror=alert(1)>>"sv, "<!DOCTYPE x [<!ENTITY y 'z'>]>&y;<b>x"sv,
    "<!DOCTYPE html SYSTEM \"><script>alert(1)</script>"sv, "<![CDATA[<script>alert(1)</script>]]>"sv, "<!ELEMENT x><script>alert(1)</script>"sv,
    "<a href=\"x\" title=\"unterminated><script>alert(1)</script>"sv, "<a href='x><img src=y onerror=alert(1)>"sv, "<a href=x title='\"'>x</a>"sv,
    "<img src=x title=a&#34;onerror=alert(1)&#34;>"sv, "<img src=x title=a&quot&#62;&lt;script&gt;alert(1)>"sv, "<a b='<c d=\"'>\"><script>x</script>"sv,
    "<a =\"><script>alert(1)</script>\">x"sv, "<a '\"=><script>alert(1)</script>"sv, "<a/\"<script>alert(1)</script>"sv, "<=><script>alert(1)</script>"sv,
    "<a<script>alert(1)</script>"sv, "<a\x0c" "href=javascript:alert(1)>x</a>"sv, "<a\x0bhref=javascript:alert(1)>x</a>"sv, "<a\u00a0href=javascript:alert(1)>x</a>"sv,
    "<a href=x\0onclick=alert(1)>y</a>"sv, "<\0script>alert(1)</script>"sv, "<\u3000script>alert(1)</script>"sv, "<sc&#82;ipt>alert(1)</script>"sv,
    "&amp;lt;script&amp;gt;alert(1)"sv, "&lt<script>alert(1)</script>"sv, "\xe2<script>alert(1)</script>"sv, "<p title=\"\xc3\">x\" onclick=alert(1)"sv,
    "<a href=\"#\xc2\" onclick=alert(1)>x</a>"sv, "<dialog open>x</dialog><slot name=x></slot>"sv, "<p is=x-y slot=z>x</p>"sv, "<custom-element onx=y>x</custom-element>"sv,
    "<a id=location name=cookie href=#location>x</a>"sv, "<img name=getElementById id=body src=x><a href=#body>x</a>"sv,
    "<html onclick=alert(1)><head onclick=x><title>t</title></head><body onload=x>y"sv,
};

// What may stand around a payload: places whose end or content rules differ.
constexpr std::string_view places[] = {
    "", "<p>text ", "<table>", "<table><tr><td>", "<svg>", "<math><mtext>", "<select>", "<noscript>",
    "<b><a href=x>", "<ul><li>", "<pre>", "<template>", "<!-- ", "<textarea>", "<title>", "<style>",
    "<p title=\"", "<p title='", "<a href=", "<ruby><rt>", "<svg><foreignObject>", "<video>", "<iframe>",
};
// clang-format on

}  // namespace

TEST_CASE("no known evasion leaves anything that acts, wherever it stands", "[html]") {
    STATIC_REQUIRE(std::size(payloads) >= 150);
    for (const std::string_view payload : payloads) {
        for (const std::string_view place : places) {
            for (const std::string_view after : {"", "\">'></textarea></style></script>--> x"}) {
                std::string markup(place);
                markup.append(payload).append(after);
                const std::string output = weir::html::sanitize(markup, options);
                const std::string fault = StrictReader(output).fault();
                if (!fault.empty()) {
                    CAPTURE(markup, output);
                    FAIL_CHECK(fault);
                }
                if (const std::string twice = weir::html::sanitize(output, options);
                    twice != output) {
                    CAPTURE(markup);
                    CHECK(twice == output);
                }
            }
        }
    }
}

TEST_CASE("no base URL makes a payload's address acceptable", "[html]") {
    for (const std::string_view base :
         {"", "javascript:alert(1)", "data:text/html,x", "javascript://x/y", "//", "\x01", "x:y"}) {
        for (const std::string_view payload : payloads) {
            const std::string output = weir::html::sanitize(payload, {.base_url = base});
            for (const std::string_view scheme :
                 {"=\"javascript:", "=\"data:text", "=\"vbscript:"}) {
                CAPTURE(base, payload, output);
                if (output.find(scheme) != std::string::npos) FAIL_CHECK(scheme);
            }
        }
    }
}

TEST_CASE("the strict reader itself refuses what is not canonical", "[html]") {
    for (const std::string_view html : {"<script></script>",
                                        "<p>",
                                        "</p>",
                                        "<P></P>",
                                        "<p onclick=\"x\"></p>",
                                        "<p title=x></p>",
                                        "<a href=\"javascript:x\" rel=\"noopener noreferrer\"></a>",
                                        "a > b",
                                        "a & b",
                                        "<br/>",
                                        "<img src=\"data:image/svg+xml;base64,AA\">",
                                        "<a href=\"https://e.org/\">x</a>",
                                        "<iframe src=\"https://e.org/\" sandbox=\"\"></iframe>",
                                        "<!-- x -->",
                                        "<b><i></b></i>",
                                        "<iframe src=\"https://player.vimeo.com/1\"></iframe>",
                                        "<p title=\"<\"></p>",
                                        "<img srcset=\"javascript:x 1x\">",
                                        "<p title=\"a\" title=\"b\"></p>",
                                        "\x01"}) {
        CAPTURE(html);
        CHECK_FALSE(StrictReader(html).fault().empty());
    }
    CHECK(StrictReader("<p title=\"a &amp; b\">x &lt; y<br></p>").fault().empty());
}
