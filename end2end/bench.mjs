// The browser's figures, printed beside their goals: size, planning in WASM, frames while dragging at 1,000 nodes.
import { statSync } from "node:fs";
import { join } from "node:path";
import { open } from "./conga.mjs";

const [NODES, LINKS] = [1000, 1500];
const DRAGS = 120;

function size() {
  const bytes = statSync(join(process.env.LEPTOS_SITE_ROOT, "pkg/conga.wasm.br")).size;
  console.log(`browser: WASM ${(bytes / 1000).toFixed(0)} kB brotli (at most 600)`);
}

/** A connected random network as a Rumba script; the same every time. */
function script() {
  let state = 42;
  const below = (end) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * end);
  };
  const ends = Array.from({ length: LINKS }, (_, link) => {
    const near = link + 1 < NODES ? link + 1 : below(NODES);
    return [near, link + 1 < NODES ? below(near) : (near + 1 + below(NODES - 1)) % NODES];
  });
  const links = Array.from({ length: NODES }, () => []);
  ends.forEach(([a, b], link) => { links[a].push(`e${link}`); links[b].push(`e${link}`); });
  return [
    "from rumba.model import *", "import rumba.testbeds.local as local", "import rumba.prototypes.ouroboros as our",
    'n1 = NormalDIF("n1")', ...ends.map((_, link) => `e${link} = ShimEthDIF("e${link}")`),
    ...links.map((of, node) => `h${node} = Node("h${node}", difs=[${of}, n1], dif_registrations={n1: [${of}]})`),
    `exp = our.Experiment(local.Testbed(), nodes=[${links.map((_, node) => `h${node}`)}])`,
  ].join("\n");
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const p95 = (numbers) => sorted(numbers)[Math.ceil(numbers.length * 0.95) - 1] ?? NaN;
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)] ?? NaN;

async function load(page) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open file…" }).click();
  await (await chooser).setFiles({ name: "large.py", mimeType: "text/x-python", buffer: Buffer.from(script()) });
  await page.getByRole("dialog").getByRole("button", { name: /^Open/ }).click();
  await page.waitForURL(/\/e\//);
  await page.locator("[data-node=h0][data-x]").waitFor({ state: "attached" });
}

/** Milliseconds the page spent on what it calls `name`, one entry each time. */
const measured = (page, name) => page.evaluate((name) => performance.getEntriesByName(name).map((entry) => entry.duration), name);

async function planning(page) {
  await page.getByRole("tab", { name: /^Plan/ }).click();
  await page.getByText(/starts it/).first().waitFor();
  for (let edit = 0; edit < 10; edit += 1) {
    await page.locator("[data-node=h0]").focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(150);
  }
  const [check, plan] = [median(await measured(page, "conga-check")), median(await measured(page, "conga-plan"))];
  console.log(`browser: ${NODES} nodes checked in ${check.toFixed(1)} ms and planned in ${plan.toFixed(1)} ms: ${(check + plan).toFixed(1)} ms (at most 16)`);
}

/** Drags one node about and reads the main thread's tasks from the browser's own trace. */
async function dragging(conga) {
  const { page, browser } = conga;
  const map = await page.locator(".map").boundingBox();
  const node = page.locator("[data-node=h0]");
  const at = { x: map.x + Number(await node.getAttribute("data-x")), y: map.y + Number(await node.getAttribute("data-y")) };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline"] });
  for (let move = 0; move < DRAGS; move += 1) {
    await page.mouse.move(at.x + 60 * Math.sin(move / 9), at.y + 40 * Math.cos(move / 7));
    await page.waitForTimeout(16);
  }
  const trace = JSON.parse((await browser.stopTracing()).toString());
  await page.mouse.up();
  const tasks = mainTasks(trace.traceEvents);
  console.log(`browser: ${NODES} nodes, ${LINKS} links, dragging one: main thread p95 ${p95(tasks).toFixed(1)} ms a frame, median ${median(tasks).toFixed(1)} (p95 at most 8)`);
}

/** Milliseconds of the renderer's main thread in each 16.7 ms in which it did anything. */
function mainTasks(events) {
  const main = events.find((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain" && events.some((other) => other.tid === event.tid && other.pid === event.pid && other.name === "FireAnimationFrame"));
  const own = events.filter((event) => event.ph === "X" && event.name === "RunTask" && event.tid === main?.tid && event.pid === main?.pid);
  const frames = new Map();
  for (const task of own) {
    const frame = Math.floor(task.ts / 16_667);
    frames.set(frame, (frames.get(frame) ?? 0) + task.dur / 1000);
  }
  return [...frames.values()];
}

size();
const conga = await open();
try {
  await load(conga.page);
  await planning(conga.page);
  await dragging(conga);
} finally {
  await conga.close();
}
