// The pages' style, script and icon: small enough to live in the binary.
#include "river/pages.hpp"

namespace weir::river {

namespace {

/// A page cannot say this of itself, only its answer's head.
constexpr std::string_view not_in_frames = "; frame-ancestors 'none'";

}  // namespace

std::string_view content_security_policy() {
    // Images, audio and video of items come from anywhere; embeds from the hosts that the sanitiser
    // lets through. Nothing else leaves this origin, and no script but ours runs.
    return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' http: https: "
           "data:; media-src http: https:; frame-src https:; form-action 'self'; base-uri 'none'; "
           "frame-ancestors 'none'";
}

std::string_view file_security_policy() {
    const auto whole = content_security_policy();
    return whole.substr(0, whole.size() - not_in_frames.size());
}

std::string_view favicon_svg() {
    return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#15536b"/><path d="M4 12q4-4 8 0t8 0 8 0M4 19q4-4 8 0t8 0 8 0M4 26q4-4 8 0t8 0 8 0" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>
)";
}

std::string_view stylesheet() {
    return R"(:root{color-scheme:light dark;--ink:#1d2326;--soft:#5a6469;--line:#d9dedf;--paper:#fbfbf9;--tint:#eef2f2;--link:#0b5c7a;--bad:#a3261b}
@media (prefers-color-scheme:dark){:root{--ink:#dde3e5;--soft:#9aa6ab;--line:#31393d;--paper:#14181a;--tint:#1d2326;--link:#7cc4e0;--bad:#ff9b8f}}
*{box-sizing:border-box}
html{font:17px/1.55 Charter,"Bitstream Charter","Source Serif 4",Georgia,serif;background:var(--paper);color:var(--ink);overflow-wrap:break-word}
body{margin:0}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,button:focus-visible,input:focus-visible,article:focus-visible,summary:focus-visible,.wide:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99em}.skip:focus{left:.5rem;top:.5rem;background:var(--paper);padding:.3rem .6rem;z-index:1}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.top,nav,.byline,.subscribe,.pager,h2,.figures,table,.log,button,input{font-family:system-ui,-apple-system,"Segoe UI",sans-serif}
.top{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;justify-content:space-between;max-width:68rem;margin:0 auto;padding:.9rem 1.2rem;border-bottom:1px solid var(--line)}
.brand{margin:0;font-weight:650;letter-spacing:.02em;font-size:1.15rem}.brand a{color:inherit;text-decoration:none}
form{display:flex;gap:.4rem;min-width:0;flex:0 1 24rem}
input{flex:1;min-width:0;font-size:.9rem;padding:.35rem .6rem;color:inherit;background:var(--tint);border:1px solid var(--line);border-radius:.4rem}
button{font-size:.9rem;padding:.35rem .8rem;color:inherit;background:none;border:1px solid var(--soft);border-radius:.4rem;cursor:pointer}
.columns{display:grid;grid-template-columns:12rem minmax(0,1fr);gap:2.5rem;max-width:68rem;margin:0 auto;padding:1.2rem}
.columns>nav{font-size:.88rem}
.columns>nav ul{list-style:none;margin:0 0 1rem;padding:0}
.columns>nav li{margin:.1rem 0}
.columns>nav a{display:block;padding:.2rem .5rem;border-radius:.3rem;text-decoration:none;color:var(--ink)}
.columns>nav a:hover{background:var(--tint)}.columns>nav a[aria-current]{background:var(--tint);font-weight:600}
.columns>nav summary{padding:.2rem .5rem;color:var(--soft);cursor:pointer}
main{min-width:0;max-width:42rem}main:has(.wide){max-width:none}
h1{font-size:1.7rem;line-height:1.2;margin:.2rem 0 .4rem;text-wrap:balance}
h2{font-size:.82rem;font-weight:600;text-transform:uppercase;letter-spacing:.07em;color:var(--soft);margin:2rem 0 .6rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
.subscribe,.byline,.pager{font-size:.83rem;color:var(--soft)}
.subscribe{margin:0 0 1.4rem}
article{margin:0 0 1.5rem;scroll-margin:1rem}
article h3{font-size:1.13rem;line-height:1.32;margin:0 0 .15rem;font-weight:620}
article h3 a{color:inherit;text-decoration:none}article h3 a:hover{text-decoration:underline}
article h3 a:visited,.read h3 a{color:var(--soft)}
.byline{margin:0 0 .3rem}.byline>*{margin-inline-end:.45rem}.byline a{color:inherit}
.mark{border:1px solid var(--line);border-radius:.3rem;padding:0 .35rem}
.excerpt{margin:.2rem 0 0;color:var(--ink)}
.whole .content{margin-top:1.4rem}
.content img,.content video,.content iframe{max-width:100%;height:auto}.content iframe{aspect-ratio:16/9;width:100%;border:0}
.content pre{overflow-x:auto;background:var(--tint);padding:.7rem;border-radius:.4rem;font-size:.85em}
.content table{display:block;overflow-x:auto;border-collapse:collapse}.content td,.content th{border:1px solid var(--line);padding:.25rem .5rem}
.content blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid var(--line);color:var(--soft)}
.content audio,.enclosures audio{width:100%}
.enclosures,.sources{padding-inline-start:1.1rem}
.pager{display:flex;justify-content:space-between;margin:2rem 0;font-size:.95rem}
.empty,.mistake{padding:.9rem 1.1rem;background:var(--tint);border-radius:.5rem}.mistake{border-inline-start:4px solid var(--bad)}
code{font-size:.88em;background:var(--tint);padding:.05em .3em;border-radius:.25em}
.figures{display:flex;flex-wrap:wrap;gap:1rem 2rem;margin:1rem 0}.figures dt{font-size:.78rem;color:var(--soft)}.figures dd{margin:0;font-size:1.05rem;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}
table.feeds{border-collapse:collapse;font-size:.83rem;width:100%}
.feeds th,.feeds td{text-align:start;vertical-align:top;padding:.4rem .7rem .4rem 0;border-bottom:1px solid var(--line)}
.feeds th[scope=row]{font-weight:550;min-width:11rem}.feeds .number{text-align:end}.feeds td{white-space:nowrap}.feeds .reason{white-space:normal;min-width:10rem;color:var(--soft)}
.feeds .why{margin:.2rem 0 0;font-weight:400;color:var(--bad)}.failing td:nth-child(2),.gone td:nth-child(2){color:var(--bad);font-weight:600}
.spark rect{fill:var(--link)}.spark .bad{fill:var(--bad)}
.log{font-size:.8rem;padding-inline-start:1.5rem}
@media (max-width:46rem){.columns{grid-template-columns:minmax(0,1fr);gap:.6rem}.columns>nav ul{display:flex;flex-wrap:wrap;margin:0}.top form{flex-basis:100%}h1{font-size:1.4rem}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{.top,.columns>nav,.pager,.subscribe,.skip{display:none}.columns{display:block;padding:0}html{font-size:11pt;background:#fff;color:#000}}
)";
}

std::string_view script() {
    return R"("use strict";
// Keys: j and k move between items, o opens, v opens the original, / searches, g g goes to the top.
(function () {
  var last = "";
  function items() { return Array.prototype.slice.call(document.querySelectorAll("main article")); }
  function move(step) {
    var all = items(), at = all.indexOf(document.activeElement.closest("article"));
    var next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    if (all[next]) { all[next].focus({ preventScroll: true }); all[next].scrollIntoView({ block: "nearest" }); }
  }
  function follow(selector) {
    var here = document.activeElement.closest("article") || document.querySelector("article.whole");
    var link = here && here.querySelector(selector);
    if (link) link.click();
  }
  var keys = {
    j: function () { move(1); }, k: function () { move(-1); },
    o: function () { follow("h3 a"); }, v: function () { follow("a.original"); },
    "/": function () { var box = document.getElementById("q"); if (box) box.focus(); },
    "?": function () { alert("j next, k previous, o open, v original, / search, g g top"); }
  };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    var key = event.key;
    if (key === "g" && last === "g") { window.scrollTo(0, 0); last = ""; return; }
    last = key;
    if (!keys[key]) return;
    event.preventDefault();
    keys[key]();
  });
  // Times in the reader's own zone; the exact ones stay in the attribute.
  document.querySelectorAll("main time").forEach(function (time) {
    var at = new Date(time.dateTime), whole = time.textContent.indexOf("UTC") > 0;
    var parts = { hour: "2-digit", minute: "2-digit" };
    if (whole) { parts.year = "numeric"; parts.month = "short"; parts.day = "numeric"; }
    time.title = time.dateTime;
    time.textContent = at.toLocaleString([], parts);
  });
})();
)";
}

}  // namespace weir::river
