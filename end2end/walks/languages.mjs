// Every text is in the message files: in a language nobody speaks, all that is seen is bracketed, and fits though it is a third longer, also what the server says;
// then German, and back.
import { accessible, awake, expect, shot } from "../conga.mjs";

export const title = "Every text is said in the language chosen, and fits";

// What is not a text: names people gave, what machines read, what is English by intent (docs/decisions/0008-messages.md).
const NAMES = /^(Star|Conga|English|Deutsch|(client|router|server|node)\d*|[en]\d+|[en]\d+\.\w+|conga_[\w-]+|(foreign|bad)\.[\w.]+)$/;
const TERMS = /\b(eth-dix|eth-llc|udp[46]|unicast|broadcast|local|ouroboros|emulator|IPCPs?|today|rumba|legacy|normal|pareto|paretonormal|oping|irm\w*|ms|Mbit|ping|oping_server)\b/gi;
const MACHINES = "code, pre, .mono, .log, .notice.run-why, select[data-names], canvas, script, style, noscript";

export async function walk({ page, context, browser, base, problems }) {
  await page.locator("[data-example=star]").first().click();
  await page.waitForURL(/\/e\//);
  const editor = page.url();
  await awake(page);
  const wrong = [];
  await speak(context, base, "qps");
  for (const [width, height] of [[1440, 900], [800, 600]]) {
    await page.setViewportSize({ width, height });
    for (const [name, address, ready] of pages(base, editor)) {
      await page.evaluate(() => localStorage.clear());
      await page.goto(address);
      await awake(page);
      await ready(page);
      wrong.push(...(await page.evaluate(unsaid, [NAMES.source, TERMS.source, MACHINES])).map((text) => `${name}: not a message: ${text}`));
      wrong.push(...(await page.evaluate(overflowing)).map((text) => `${name} at ${width}: too wide: ${text}`));
      await shot(page, `qps-${name}-${width}`);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  const unsaidNow = (page, name) => page.evaluate(unsaid, [NAMES.source, TERMS.source, MACHINES]).then((texts) => wrong.push(...texts.map((text) => `${name}: not a message: ${text}`)));
  await byTheServer({ page, browser, base, problems }, unsaidNow);
  const run = await started(page, editor);
  for (const width of [1440, 800]) {
    await page.setViewportSize({ width, height: 900 });
    wrong.push(...(await page.evaluate(unsaid, [NAMES.source, TERMS.source, MACHINES])).map((text) => `run: not a message: ${text}`));
    wrong.push(...(await page.evaluate(overflowing)).map((text) => `run at ${width}: too wide: ${text}`));
    await shot(page, `qps-run-${width}`);
  }
  expect(wrong.length === 0, `every text is a message and fits, not\n  ${[...new Set(wrong)].join("\n  ")}`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await speak(context, base, "en");
  await german(page, editor, run);
}

const speak = (context, base, tag) => context.addCookies([{ name: "conga-language", value: tag, url: base }]);

function pages(base, editor) {
  const press = (key, seen) => async (page) => {
    await drawn(page);
    await page.keyboard.press(key);
    await page.locator(seen).first().waitFor();
  };
  return [
    ["list", `${base}/`, (page) => page.locator(".card").first().waitFor()],
    ["editor", editor, drawn],
    ["node", editor, nodeSelected],
    ["selection", editor, press("Control+a", ".inspector h2")],
    ["layer", editor, press("2", ".layer-view, [data-view=layer], .rows, .centre")],
    ["stack", editor, press("3", ".stack-box")],
    ["plan", editor, press("5", ".plan-head")],
    ["history", editor, press("6", ".below")],
    ["find", editor, press("/", ".find-bar")],
    ["keys", editor, press("?", "dialog[open]")],
    ["palette", editor, press("Control+k", ".palette-row")],
    ["links", editor, press("k", "dialog[open]")],
    ["ipcp", editor, press("i", "dialog[open]")],
    ["start", editor, press("Control+Enter", "dialog[open] .bed")],
    ["runs", `${editor}/runs`, (page) => page.getByRole("heading").first().waitFor()],
    ["compare", `${editor}/diff`, (page) => page.locator(".compare").waitFor()],
  ];
}

async function drawn(page) {
  await page.locator("[data-node][data-x]").first().waitFor({ state: "attached" });
  await page.locator(".map").focus();
}

async function nodeSelected(page) {
  await drawn(page);
  await page.keyboard.press("Tab");
  await page.locator(".inspector h2.mono").waitFor();
}

/** Texts that are seen or read out and are in no brackets. Runs in the page. */
function unsaid([names, terms, machines]) {
  const known = (text) => {
    let rest = text;
    for (let before = ""; before !== rest;) {
      before = rest;
      rest = rest.replace(/⟦[^⟦⟧]*⟧/g, " ");
    }
    rest = rest.replace(new RegExp(terms, "gi"), " ").trim();
    return rest.split(/[^\p{L}\p{N}_.-]+/u).every((word) => !/\p{L}{2}/u.test(word) || new RegExp(names).test(word));
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest(machines) || parent.tagName === "TITLE") continue;
    if (!parent.checkVisibility() || known(node.data)) continue;
    found.push(`"${node.data.trim()}" in ${parent.tagName} .${parent.className.baseVal ?? parent.className}`);
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
    if (element.closest(machines) && !element.matches("textarea, input")) continue;
    for (const name of ["aria-label", "title", "placeholder"]) {
      const text = element.getAttribute(name);
      // What to type is shown as it is typed.
      if (name === "placeholder" && element.closest(".mono, .shell")) continue;
      if (text && !known(text)) found.push(`${name}="${text}" of ${element.tagName} .${element.className.baseVal ?? element.className}`);
    }
  }
  if (!known(document.title)) found.push(`title "${document.title}"`);
  return found;
}

/** What is wider than the window, or than the box it stands in and cannot be scrolled. Runs in the page. */
function overflowing() {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page, by ${document.documentElement.scrollWidth - innerWidth}`);
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    const isBox = style.overflowX === "visible" && ["block", "flex", "grid"].includes(style.display) && element.clientWidth > 1;
    if (!isBox || element.closest("svg, .unseen, .map, .map-outline") || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.scrollWidth > element.clientWidth + 1) found.push(`what is in ${element.tagName} .${element.className}, by ${element.scrollWidth - element.clientWidth}: "${element.textContent.slice(0, 60)}"`);
  }
  for (const element of document.querySelectorAll("button, a, label, h1, h2, h3, p, span, th, td, dt, dd, legend, summary, input, select")) {
    const box = element.getBoundingClientRect();
    // What only screen readers see, and what stands outside of what is scrolled.
    if (box.width < 2 || !element.checkVisibility({ visibilityProperty: true }) || element.closest(".unseen, .map-outline")) continue;
    let scroller = element.parentElement;
    while (scroller && !["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(scroller).overflowX)) scroller = scroller.parentElement;
    if (scroller && scroller !== document.documentElement && scroller !== document.body) continue;
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`${element.tagName} .${element.className} "${element.textContent.slice(0, 60)}"`);
  }
  return found;
}

/** A network whose names and attributes are not all Conga's. */
const FOREIGN = `graph {\n  "a b" [shape=box, penwidth=3];\n  subgraph cluster_one { c; d; }\n  "a b" -- c [style=dotted];\n  c -- d;\n}\n`;

/** What the server says: of a file, why it refuses, and the page for signing in. */
async function byTheServer({ page, browser, base, problems }, unsaidNow) {
  await page.goto(`${base}/`);
  await awake(page);
  const open = async (name, text) => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Öpëñ fïlë" }).click();
    await (await chooser).setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  };
  await open("foreign.dot", FOREIGN);
  const report = page.getByRole("dialog");
  await report.getByText("⟦`a b` ïš çällëd").first().waitFor();
  await report.getByText("⟦`penwidth` öf").first().waitFor();
  await unsaidNow(page, "import");
  await shot(page, "qps-import");
  await page.keyboard.press("Escape");
  await open("bad.conga.toml", "conga = 1\n[[node]\n");
  await page.getByText("2, çölümñ 8").first().waitFor();
  await unsaidNow(page, "refused file");
  await shot(page, "qps-refused");
  const refused = ["runs/0123456789abcdef0123456789abcdef", "nothing", "experiments/0123456789abcdef0123456789abcdef"];
  for (const address of refused) {
    const { message } = await page.evaluate(async (address) => (await fetch(address)).json(), `/api/${address}`);
    expect(/^⟦.*⟧$/.test(message), `${address} is refused by a message, not ${message}`);
  }
  problems.splice(0, problems.length, ...problems.filter((problem) => !/404|422/.test(problem)));
  const stranger = await browser.newContext();
  await speak(stranger, base, "qps");
  const door = await stranger.newPage();
  await door.goto(`${base}/`);
  expect(door.url().endsWith("/sign-in"), "who is not signed in is sent to the page for it");
  // A command within a sentence would part it.
  await door.evaluate(() => { document.querySelectorAll("code").forEach((code) => code.remove()); document.body.normalize(); });
  await unsaidNow(door, "sign-in");
  await door.goto(`${base}/sign-in?key=0123456789abcdef0123456789abcdef`);
  await door.getByText("thïš lïñk wäš üšëd").waitFor();
  await unsaidNow(door, "sign-in refused");
  await shot(door, "qps-sign-in");
  await speak(stranger, base, "de");
  await door.goto(`${base}/sign-in`);
  await door.getByText("Zum Anmelden öffnen Sie den Link").waitFor();
  await accessible(door, "the page for signing in");
  await stranger.close();
}

async function started(page, editor) {
  await page.goto(editor);
  await awake(page);
  await drawn(page);
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").first().selectOption("full");
  await dialog.locator("footer .is-primary").click();
  await page.waitForURL(/\/runs\//);
  await page.locator("[data-run-state]").first().waitFor();
  await page.locator(".phases .is-now").nth(0).waitFor();
  await page.locator(".step.mark-done, .mark-step.is-done").first().waitFor();
  return page.url();
}

async function german(page, editor, run) {
  await page.goto(editor);
  await awake(page);
  await drawn(page);
  expect((await page.locator("html").getAttribute("lang")) === "en", "the page says that it is English");
  await page.getByRole("button", { name: "Language" }).click();
  await Promise.all([page.waitForEvent("load"), page.getByRole("menuitem", { name: "Deutsch" }).click()]);
  await awake(page);
  await drawn(page);
  expect((await page.locator("html").getAttribute("lang")) === "de", "the page says that it is German");
  await page.getByRole("button", { name: "Starten" }).waitFor();
  await page.getByRole("tab", { name: /^Befunde/ }).waitFor();
  await page.getByText("Alles in Ordnung").waitFor();
  await accessible(page, "the editor in German");
  await shot(page, "de-editor");
  // A finding, its mend, and the undo entry.
  await page.keyboard.press("Shift+N");
  await page.getByText("ist in keinem Layer, daher läuft darauf nichts").first().waitFor();
  await page.getByRole("button", { name: /^Rückgängig: Knoten/ }).waitFor();
  await shot(page, "de-finding");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("5");
  await page.locator(".plan-head").getByText("Schritte ·").waitFor();
  await shot(page, "de-plan");
  await page.goto(run);
  await awake(page);
  await page.getByText("Protokoll").first().waitFor();
  await shot(page, "de-run");
  await page.getByRole("button", { name: "Sprache" }).click();
  await Promise.all([page.waitForEvent("load"), page.getByRole("menuitem", { name: "English" }).click()]);
  await awake(page);
  await page.getByRole("tab", { name: "Log" }).waitFor();
}
