// The pages for people in headless Chromium (requirements P1 to P15): pages.js WEIR SHOTS
// Starts the built weir on hostile items, looks at every kind of page in light and dark, wide and
// at 320 px, and keeps screenshots in SHOTS. Exit 77: what it needs is not installed.
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const { spawn, spawnSync } = require("child_process");

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => fs.existsSync(file));
let puppeteer, axe;
try {
  puppeteer = require("puppeteer-core");
  axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
} catch (missing) { /* said below */ }
if (!chromium || !puppeteer) {
  console.log(`skipped: ${chromium ? "run npm install in tests/browser" : "Chromium is not installed"}`);
  process.exit(77);
}

const [weir, shots] = process.argv.slice(2).map((name) => path.resolve(name));
fs.mkdirSync(shots, { recursive: true });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "weir-browser-"));
let failures = 0;
function check(good, what) {
  if (good) return;
  failures += 1;
  console.log(`FAILED: ${what}`);
}

/// Enough ordinary items for a second page.
function ordinary() {
  let items = "";
  for (let i = 0; i < 150; ++i)
    items += `<item><guid isPermaLink="false">o${i}</guid><title>Ordinary item ${i}</title>` +
      `<link>https://plain.example/${i}</link><pubDate>${new Date(Date.UTC(2026, 9, 1, i)).toUTCString()}` +
      `</pubDate><description>Some words about number ${i}, long enough to be read.</description></item>`;
  return `<rss version="2.0"><channel><title>Plain</title>${items}</channel></rss>`;
}

async function start() {
  fs.copyFileSync(path.join(__dirname, "evil.xml"), path.join(folder, "evil.xml"));
  fs.writeFileSync(path.join(folder, "plain.xml"), ordinary());
  const config = path.join(folder, "feeds.toml");
  fs.writeFileSync(config, `[server]\nlisten = "127.0.0.1:0"\n[store]\npath = "weir.db"\n` +
    `[[feed]]\nurl = "file:evil.xml"\nname = "evil"\ntags = ["wide"]\n` +
    `[[feed]]\nurl = "file:plain.xml"\nname = "plain"\ntags = ["a-tag-with-a-rather-long-name"]\n`);
  spawnSync(weir, ["fetch", "-q", "-c", config]);
  const daemon = spawn(weir, ["run", "-c", config], { stdio: ["ignore", "ignore", "pipe"] });
  const base = await new Promise((resolve, reject) => {
    let log = "";
    daemon.stderr.on("data", (text) => {
      log += text;
      const found = /url=(http:\/\/127\.0\.0\.1:\d+)\//.exec(log);
      if (found) resolve(found[1]);
    });
    daemon.on("exit", () => reject(new Error(`weir ended: ${log}`)));
  });
  return { daemon, base };
}

/// One page under one kind of screen: what must hold of all of them.
async function look(browser, base, address, name, screen) {
  const page = await browser.newPage();
  const said = [];
  const requests = [];
  page.on("dialog", async (dialog) => { said.push(`dialog: ${dialog.message()}`); await dialog.dismiss(); });
  page.on("console", (message) => said.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    requests.push(request);
    // Nothing leaves this machine; images of items are answered here.
    if (request.url().startsWith(base)) request.continue();
    else request.respond({ status: 200, contentType: "image/svg+xml", body: "<svg xmlns='http://www.w3.org/2000/svg'/>" });
  });
  await page.setViewport({ width: screen.width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: screen.scheme }]);
  await page.goto(base + address, { waitUntil: "load" });
  const where = `${name} ${screen.scheme} ${screen.width}`;

  check(page.url() === base + address, `${where}: it went to ${page.url()}`);
  for (const request of requests.filter((one) => !one.url().startsWith(base)))
    check(request.resourceType() === "image", `${where}: ${request.url()} was asked for`);
  const own = requests.filter((one) => one.url().startsWith(base));
  check(own.length <= 6, `${where}: ${own.length} requests`);
  const seen = await page.evaluate(() => ({
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    h1: document.querySelectorAll("h1").length,
    main: document.querySelectorAll("main").length,
    nav: document.querySelectorAll("nav").length,
    lang: document.documentElement.lang,
    title: document.title,
    background: getComputedStyle(document.documentElement).backgroundColor,
    unsafe: [...document.querySelectorAll("main a[href^=http]")]
      .filter((link) => link.host !== location.host && !/noopener.*noreferrer/.test(link.rel)).length,
    undated: [...document.querySelectorAll("time")].filter((time) => !/^\d{4}-.*Z$/.test(time.dateTime)).length,
  }));
  check(seen.sideways <= 0, `${where}: it scrolls ${seen.sideways} px sideways`);
  check(seen.h1 === 1 && seen.main === 1 && seen.nav >= 1, `${where}: one h1, one main, a nav`);
  check(seen.lang === "en" && seen.title.includes("weir"), `${where}: language and title`);
  check(seen.unsafe === 0, `${where}: ${seen.unsafe} links out without noopener noreferrer`);
  check(seen.undated === 0, `${where}: times without an exact one`);
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.className === "skip"), `${where}: skip link first`);
  await page.evaluate(() => document.activeElement.blur());
  await page.screenshot({ path: path.join(shots, `${name}-${screen.scheme}-${screen.width}.png`) });

  check(said.length === 0, `${where}: ${said.join("; ")}`);
  const found = await (await page.mainFrame().isolatedRealm()).evaluate(async (source) => {
    (0, eval)(source);
    return (await globalThis.axe.run(document)).violations.map((one) => `${one.id} (${one.nodes.map((n) => n.target).join(" ")})`);
  }, axe).catch((error) => [`axe did not run: ${error.message}`]);
  check(found.length === 0, `${where}: axe: ${found.join(", ")}`);
  await page.close();
  return seen.background;
}

async function keys(browser, base) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1000, height: 700 });
  await page.goto(`${base}/`, { waitUntil: "load" });
  const focused = () => page.evaluate(() => [...document.querySelectorAll("main article")].indexOf(document.activeElement));
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  check(await focused() === 1, "j j: the second item has the focus");
  await page.keyboard.press("k");
  check(await focused() === 0, "k: the first item has the focus");
  await page.keyboard.press("/");
  await page.keyboard.type("jk");
  check(await page.$eval("#q", (box) => box.value) === "jk", "keys are text in the search box");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("?");
  check(await page.$eval("dialog", (box) => box.open && box.textContent.includes("next item")), "?: the keys are told");
  await page.keyboard.press("Escape");
  check(await page.$eval("dialog", (box) => !box.open), "Escape closes the help");
  await page.evaluate(() => window.scrollTo(0, 900));
  const before = await page.evaluate(() => window.scrollY);
  await page.keyboard.press("j");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("o")]);
  check(/\/item\/\d+$/.test(page.url()), "o: the item's page opens");
  await Promise.all([page.waitForNavigation(), page.goBack()]).catch(() => {});
  check(before > 0 && page.url() === `${base}/`, "back leads to the river");
  await page.close();
}

/// Far east of Greenwich, an evening there is a morning here, under the heading of the day before.
async function elsewhere(browser, base) {
  const page = await browser.newPage();
  await page.emulateTimezone("Asia/Tokyo");
  await page.goto(`${base}/feed/plain`, { waitUntil: "load" });
  const times = await page.$$eval("main time", (all) => all.map((time) => [time.dateTime, time.textContent]));
  for (const [exact, shown] of times)
    check(/[A-Z][a-z]{2}/.test(shown) === (Number(exact.slice(11, 13)) >= 15), `${exact} is shown as ${shown} in Tokyo`);
  check(times.length > 50, "times in Tokyo");
  await page.close();
}

/// What the whole of a page costs before its images (P3).
async function weight(base) {
  let bytes = 0;
  for (const address of ["/", "/river.css", "/river.js", "/icon.svg"])
    bytes += (await fetch(base + address, { headers: { "accept-encoding": "identity" } })
      .then((answer) => answer.arrayBuffer())).byteLength * (address === "/" ? 0 : 1);
  const river = await fetch(`${base}/`, { method: "HEAD", headers: { "accept-encoding": "gzip" } });
  bytes += Number(river.headers.get("content-length"));
  check(bytes <= 60000, `the river weighs ${bytes} bytes`);
  const script = await (await fetch(`${base}/river.js`)).text();
  check(script.length <= 10000, `the script has ${script.length} bytes`);
}

async function withoutScript(browser, base) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(`${base}/`);
  await Promise.all([page.waitForNavigation(), page.click("a[rel=next]")]);
  check((await page.$$("article")).length > 0, "without script: an older page");
  await page.type("#q", "cafe gruße");
  await Promise.all([page.waitForNavigation(), page.click("form button")]);
  check((await page.$$("article")).length === 1, "without script: accents are folded in a search");
  await Promise.all([page.waitForNavigation(), page.click("article h3 a")]);
  check((await page.$eval(".content", (content) => content.textContent)).includes("Grüße"), "without script: an item's page");
  for (const kind of ["application/atom+xml", "application/rss+xml", "application/feed+json"]) {
    await page.goto(`${base}/`);
    const href = await page.$eval(`link[rel=alternate][type="${kind}"]`, (link) => link.href);
    const answer = await fetch(href);
    check(answer.status === 200 && answer.headers.get("content-type").startsWith(kind), `${href} is ${kind}`);
  }
  await page.close();
}

async function main() {
  const { daemon, base } = await start();
  const browser = await puppeteer.launch({
    executablePath: chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  try {
    const river = await (await fetch(`${base}/all.json`)).json();
    const ids = {};
    for (const item of river.items) ids[item.url] = item._weir.id;
    const evil = await (await fetch(`${base}/feed/evil.json`)).json();
    const addresses = { river: "/", feed: "/feed/evil", tag: "/tag/wide", search: "/search?q=ordinary",
      nothing: "/search?q=zebra", mistake: "/search?q=title%3A(fog", status: "/status", missing: "/tag/none" };
    evil.items.forEach((item, at) => { addresses[`item${at + 1}`] = `/item/${item._weir.id}`; });
    for (const [name, address] of Object.entries(addresses)) {
      if (name === "mistake" || name === "missing") continue;  // Looked at below: their status is logged.
      const light = await look(browser, base, address, name, { width: 1200, scheme: "light" });
      const dark = await look(browser, base, address, name, { width: 1200, scheme: "dark" });
      check(light !== dark, `${name}: dark is another background`);
      await look(browser, base, address, name, { width: 320, scheme: "light" });
    }
    for (const name of ["mistake", "missing"]) {
      const page = await browser.newPage();
      await page.setViewport({ width: 320, height: 700 });
      const answer = await page.goto(base + addresses[name]);
      check(answer.status() === (name === "mistake" ? 400 : 404), `${name}: status ${answer.status()}`);
      check(await page.evaluate(() => document.documentElement.scrollWidth <= 320), `${name}: it scrolls sideways`);
      await page.screenshot({ path: path.join(shots, `${name}-320.png`) });
      await page.close();
    }
    await keys(browser, base);
    await elsewhere(browser, base);
    await weight(base);
    await withoutScript(browser, base);
    const page = await browser.newPage();
    await page.goto(`${base}/`);
    await page.emulateMediaType("print");
    await page.screenshot({ path: path.join(shots, "river-print.png") });
    check(await page.$eval(".top", (bar) => getComputedStyle(bar).display) === "none", "print: no search box");
  } finally {
    await browser.close();
    daemon.kill("SIGTERM");
    fs.rmSync(folder, { recursive: true, force: true });
  }
  console.log(failures ? `${failures} checks failed` : "all pages are as they should be");
  process.exit(failures ? 1 : 0);
}

main().catch((error) => { console.log(error); process.exit(1); });
