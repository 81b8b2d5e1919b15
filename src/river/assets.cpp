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
.top,nav,.byline,.subscribe,.pager,h2,.figures,table.feeds,.log,button,input{font-family:system-ui,-apple-system,"Segoe UI",sans-serif}
.top{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;justify-content:space-between;max-width:68rem;margin:0 auto;padding:.9rem 1.2rem;border-bottom:1px solid var(--line)}
.brand{margin:0;font-weight:650;letter-spacing:.02em;font-size:1.15rem}.brand a{color:inherit;text-decoration:none}
form{display:flex;gap:.4rem;min-width:0;flex:0 1 24rem}
input{flex:1;min-width:0;font-size:.9rem;padding:.35rem .6rem;color:inherit;background:var(--tint);border:1px solid var(--line);border-radius:.4rem}
input::placeholder{color:var(--soft);opacity:1}
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
.byline{margin:0 0 .3rem}.byline>*{margin-inline-end:.45rem;unicode-bidi:isolate}.byline a{color:inherit}
.mark{border:1px solid var(--line);border-radius:.3rem;padding:0 .35rem}
.byline time{direction:ltr}article:has(h3:dir(rtl)) .byline,article:has(h1:dir(rtl)) .byline{direction:rtl}
.excerpt{margin:.2rem 0 0;color:var(--ink)}
.whole .content{margin-top:1.4rem}
.content img,.content video,.content iframe{max-width:100%;height:auto}.content iframe{aspect-ratio:16/9;width:100%;border:0}
.content h2,.content h3,.content h4,.content h5,.content h6{font:inherit;font-weight:650;text-transform:none;letter-spacing:0;color:inherit;border:0;padding:0;margin:1.6rem 0 .5rem}.content h2{font-size:1.3rem;line-height:1.3}.content h3{font-size:1.12rem}
.content pre{overflow-x:auto;background:var(--tint);padding:.7rem;border-radius:.4rem;font-size:.85em}
.content table{display:block;overflow-x:auto;border-collapse:collapse}.content td,.content th{border:1px solid var(--line);padding:.25rem .5rem}
.content blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid var(--line);color:var(--soft)}
.content audio,.enclosures audio{width:100%}
.sources{padding-inline-start:1.1rem}.enclosures{list-style:none;padding:0}.enclosures li{margin:.6rem 0}
.pager{display:flex;justify-content:space-between;margin:2rem 0;font-size:.95rem}
.empty,.mistake{padding:.9rem 1.1rem;background:var(--tint);border-radius:.5rem}.mistake{border-inline-start:4px solid var(--bad)}.mistake p{margin:.2rem 0}.mistake code{white-space:pre-wrap;background:none;padding:0}mark{background:var(--bad);color:var(--paper);border-radius:.15em}
code{font-size:.88em;background:var(--tint);padding:.05em .3em;border-radius:.25em}
.figures{display:flex;flex-wrap:wrap;gap:1rem 2rem;margin:1rem 0}.figures dt{font-size:.78rem;color:var(--soft)}.figures dd{margin:0;font-size:1.05rem;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}
table.feeds{border-collapse:collapse;font-size:.83rem;width:100%}
.feeds th,.feeds td{text-align:start;vertical-align:top;padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--line)}
.feeds th[scope=row]{font-weight:550;min-width:10rem;max-width:22rem}.feeds .number{text-align:end;font-variant-numeric:tabular-nums}.feeds time{white-space:nowrap}
.feeds p{margin:.15rem 0 0;font-size:.95em;line-height:1.4}.feeds .reason{color:var(--soft);max-width:18rem}.feeds .why{font-weight:400;color:var(--bad)}
.failing .state,.gone .state{color:var(--bad);font-weight:600}
.spark rect{fill:var(--link)}.spark .bad{fill:var(--bad)}
.log{font-size:.8rem;padding-inline-start:1.5rem}
dialog{color:var(--ink);background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:1.2rem 1.6rem}dialog dl{display:grid;grid-template-columns:auto auto;gap:.3rem 1.2rem;margin:0}dialog dt{font-family:ui-monospace,monospace}dialog dd{margin:0}
@media (max-width:46rem){.columns{grid-template-columns:minmax(0,1fr);gap:.6rem}.columns>nav ul{display:flex;flex-wrap:wrap;margin:0}.top form{flex-basis:100%}h1{font-size:1.4rem}
.feeds thead{position:absolute;clip-path:inset(50%)}.feeds tr{display:grid;grid-template-columns:1fr auto;gap:.1rem .9rem;padding:.6rem 0;border-bottom:1px solid var(--line)}
.feeds th[scope=row],.feeds td,.feeds td.number{border:0;padding:0;min-width:0;max-width:none;text-align:start}.feeds th[scope=row],.feeds td[data-name]{grid-column:1}.feeds td.state,.feeds td.spark{grid-column:2;grid-row:1;text-align:end}.feeds td.spark{grid-row:2/span 2}
.feeds td[data-name]::before{content:attr(data-name) " ";color:var(--soft)}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{.top,.columns>nav,.pager,.subscribe,.skip{display:none}:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--tint:#fff;--link:#000;--bad:#900}.columns{display:block;padding:0}main{max-width:none}html{font-size:11pt}article,.feeds tr{break-inside:avoid}article.whole{break-inside:auto}h2,h3{break-after:avoid}.content iframe,audio,video{display:none}}
)";
}

std::string_view script() {
    return R"js("use strict";
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
    "?": help
  };
  var names = [["j", "next item"], ["k", "previous item"], ["o", "open"], ["v", "original"],
    ["/", "search"], ["g g", "top"], ["?", "this help, Esc closes it"]];
  function help() {
    var box = document.querySelector("dialog");
    if (box) { box.open ? box.close() : box.showModal(); return; }
    box = document.createElement("dialog");
    box.setAttribute("aria-label", "Keys");
    var list = box.appendChild(document.createElement("dl"));
    names.forEach(function (name) {
      list.appendChild(document.createElement("dt")).textContent = name[0];
      list.appendChild(document.createElement("dd")).textContent = name[1];
    });
    document.body.appendChild(box).showModal();
  }
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
  // What scrolls by itself has to be within reach of the keyboard.
  document.querySelectorAll(".content pre, .content table").forEach(function (wide) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  });
  // Times in the reader's own zone; the exact ones stay in the attribute.
  document.querySelectorAll("main time:not(.relative)").forEach(function (time) {
    var at = new Date(time.dateTime), whole = time.textContent.indexOf("UTC") > 0;
    var parts = { hour: "2-digit", minute: "2-digit" };
    // Days are headed in UTC: a time that belongs to another day here says so.
    if (!whole && at.getDate() !== at.getUTCDate()) parts.weekday = "short";
    if (whole) { parts.year = "numeric"; parts.month = "short"; parts.day = "numeric"; }
    time.title = time.dateTime;
    time.textContent = at.toLocaleString([], parts);
  });
})();
)js";
}

}  // namespace weir::river
