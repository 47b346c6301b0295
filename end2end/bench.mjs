// The browser's figures, each beside its goal: size, first paint, opening, checking, planning, and frames under the hand.
// `ONLY=1000` leaves out the large network.
import { existsSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "./conga.mjs";
import { script } from "./network.mjs";

const MOVES = 120;
/** Nodes, links, and the goals: milliseconds a frame, and megabytes. */
const SIZES = [
  { nodes: 1000, links: 1500, drag: 4, look: 4, check: 16, task: 50, open: 1000 },
  { nodes: 10000, links: 15000, drag: 8, look: 16, task: 50, megabytes: 300 },
].filter(({ nodes }) => !process.env.ONLY || process.env.ONLY === String(nodes));

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const p95 = (numbers) => sorted(numbers)[Math.ceil(numbers.length * 0.95) - 1] ?? NaN;
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)] ?? NaN;
const ms = (number) => `${number.toFixed(1)} ms`;

/** One line: what, how much, and whether it is within its goal. */
function say(what, value, goal, unit = "ms") {
  const verdict = goal === undefined ? "" : value <= goal ? ` (at most ${goal}: yes)` : ` (at most ${goal}: NO)`;
  console.log(`browser: ${what}: ${value.toFixed(unit === "ms" ? 1 : 0)} ${unit}${verdict}`);
}

function sizes() {
  const file = (name) => join(process.env.LEPTOS_SITE_ROOT, "pkg", name);
  const size = (name) => (existsSync(file(name)) ? statSync(file(name)).size / 1000 : NaN);
  say("WASM, brotli", size("conga.wasm.br"), 600, "kB");
  say("script and style, brotli", size("conga.js.br") + size("conga.css.br"), undefined, "kB");
  say("the layouts' module and script, loaded when there is time, brotli", size("layouts.wasm.br") + size("layouts.js.br"), undefined, "kB");
}

/** Until something is painted, and until it answers. */
async function paint({ page, base }, path, name) {
  await page.goto(base + path);
  await page.waitForFunction(() => window.__hydrated === true);
  const at = await page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
    awake: performance.now(),
  }));
  say(`${name}, first paint`, at.paint);
  say(`${name}, awake`, at.awake);
}

/** Opens a file as a person does, from the disk: what a test hands over in memory the page would have to unpack first; milliseconds from the choice to the report, and from its button to the picture. */
async function load({ page, base }, file, node) {
  if (new URL(page.url()).pathname !== "/") await page.goto(`${base}/`);
  await page.waitForFunction(() => window.__hydrated === true);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open file…" }).click();
  const chosen = await chooser;
  const begun = performance.now();
  await chosen.setFiles(file);
  const go = page.getByRole("dialog").getByRole("button", { name: /^Open/ });
  await go.waitFor();
  const reported = performance.now();
  // A button that still moves into its place cannot be pressed: time runs from the press.
  await go.click({ trial: true });
  const pressed = performance.now();
  await go.click({ force: true });
  await page.waitForURL(/\/e\//);
  await page.locator(`[data-node="${node}"][data-x]`).waitFor({ state: "attached", timeout: 120_000 });
  return { report: reported - begun, drawn: performance.now() - pressed };
}

/** Milliseconds the page spent on what it calls `name`, one entry each time. */
const measured = (page, name) => page.evaluate((name) => performance.getEntriesByName(name).map((entry) => entry.duration), name);

async function planning(page, size) {
  await page.getByRole("tab", { name: /^Plan/ }).click();
  const comes = page.getByText(/starts it/).first().waitFor({ timeout: 60_000 });
  if (!(await comes.then(() => true, () => false))) {
    console.log(`browser: ${size.nodes} nodes: no plan was shown within 60 s`);
    return;
  }
  for (let edit = 0; edit < 10; edit += 1) {
    const before = (await measured(page, "conga-plan")).length;
    await page.locator("[data-node=h0]").focus();
    // Locked or not: an edit that is checked and planned, as a mere move is not.
    await page.keyboard.press("p");
    await page.waitForFunction((n) => performance.getEntriesByName("conga-plan").length > n, before);
  }
  await page.getByRole("tab", { name: /^Findings/ }).click();
  const [check, plan] = [median(await measured(page, "conga-check")), median(await measured(page, "conga-plan"))];
  // A large network is checked in parts, none of which is a task to be felt.
  if (size.check) say(`${size.nodes} nodes, checked in ${ms(check)} and planned in ${ms(plan)}`, check + plan, size.check);
  else say(`${size.nodes} nodes, planned`, plan);
}

/** What a task took of the processor; where the trace does not say, of the clock. */
const worked = ({ dur, tdur }) => (tdur ?? dur) / 1000;

/** Milliseconds the renderer's main thread worked in each 16.7 ms in which it did anything, and its longest task. */
async function traced({ page, browser }, work) {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "__metadata"] });
  await work();
  const { traceEvents: events } = JSON.parse((await browser.stopTracing()).toString());
  const busy = new Map();
  for (const { pid, tid, name } of events) {
    if (name === "FireAnimationFrame") busy.set(`${pid} ${tid}`, (busy.get(`${pid} ${tid}`) ?? 0) + 1);
  }
  const [main] = [...busy].sort((a, b) => b[1] - a[1])[0] ?? [];
  const tasks = events.filter(({ ph, name, pid, tid }) => ph === "X" && name.endsWith("RunTask") && `${pid} ${tid}` === main);
  const frames = new Map();
  for (const task of tasks) {
    const frame = Math.floor(task.ts / 16_667);
    frames.set(frame, (frames.get(frame) ?? 0) + worked(task));
  }
  return { frames: [...frames.values()], longest: Math.max(0, ...tasks.map(worked)) };
}

async function place(page, name) {
  const map = await page.locator(".map").boundingBox();
  const node = page.locator(`[data-node="${name}"]`);
  return { x: map.x + Number(await node.getAttribute("data-x")), y: map.y + Number(await node.getAttribute("data-y")) };
}

/** Moves the pointer about `at`, a step a frame. */
async function about(page, at) {
  for (let move = 0; move < MOVES; move += 1) {
    await page.mouse.move(at.x + 60 * Math.sin(move / 9), at.y + 40 * Math.cos(move / 7));
    await page.waitForTimeout(16);
  }
}

const GESTURES = {
  async drag(page, at) {
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await about(page, at);
    return () => page.mouse.up();
  },
  async pan(page) {
    const map = await page.locator(".map").boundingBox();
    const at = { x: map.x + map.width / 2, y: map.y + map.height / 2 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.down({ button: "middle" });
    await about(page, at);
    return () => page.mouse.up({ button: "middle" });
  },
  async zoom(page) {
    const map = await page.locator(".map").boundingBox();
    await page.mouse.move(map.x + map.width / 2, map.y + map.height / 2);
    for (let move = 0; move < MOVES; move += 1) {
      await page.mouse.wheel(0, move % 60 < 30 ? -40 : 40);
      await page.waitForTimeout(16);
    }
    return () => {};
  },
};

/** A layout of all, worked out beside the page: how long it takes, and the longest task it costs the page. */
async function layout(conga, size) {
  const { page } = conga;
  let took = 0;
  const { longest } = await traced(conga, async () => {
    // By label: asking thousands of buttons for their roles is a long task of its own.
    await page.locator("[aria-label=Arrange]").click();
    const begun = performance.now();
    await page.locator("[role=menuitem]", { hasText: "Best fit" }).click();
    await page.locator("[aria-label^='Undo: Arrange: Best fit']").waitFor({ timeout: 60_000 });
    took = performance.now() - begun;
    await page.waitForTimeout(400);
  });
  say(`${size.nodes} nodes, laid out beside the page in ${ms(took)}, longest task`, longest, size.task);
  const undo = await traced(conga, async () => {
    await page.locator("[aria-label^='Undo: Arrange: Best fit']").click();
    await page.waitForTimeout(400);
  });
  say(`${size.nodes} nodes, undone, longest task`, undo.longest, size.task);
  const all = await traced(conga, async () => {
    await page.keyboard.press("Control+a");
    await page.waitForTimeout(400);
    await page.keyboard.press("Escape");
  });
  say(`${size.nodes} nodes, all selected, longest task`, all.longest, size.task);
  const gone = await traced(conga, async () => {
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await page.waitForTimeout(1500);
  });
  say(`${size.nodes} nodes, all removed and saved, longest task`, gone.longest, size.task);
  const back = await traced(conga, async () => {
    await page.keyboard.press("Control+z");
    await page.waitForTimeout(2500);
  });
  say(`${size.nodes} nodes, brought back, longest task`, back.longest, size.task);
}

/** Until opening has ended: a browser that is still busy says nothing about a gesture. */
const settled = (page) => page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done))));

async function gestures(conga, size) {
  await conga.page.waitForTimeout(1000);
  await settled(conga.page);
  for (const [name, gesture] of Object.entries(GESTURES)) {
    let end = () => {};
    // Asking thousands of buttons where they are is a long task of its own.
    const at = await place(conga.page, "h0");
    const { frames, longest } = await traced(conga, async () => {
      end = await gesture(conga.page, at);
      // What is put off until the view rests is part of it.
      await conga.page.waitForTimeout(400);
    });
    await end();
    const goal = name === "drag" ? size.drag : size.look;
    say(`${size.nodes} nodes, ${size.links} links, ${name}, main thread p95 a frame`, p95(frames), goal);
    say(`${size.nodes} nodes, ${size.links} links, ${name}, median ${ms(median(frames))}, longest task`, longest, size.task);
  }
}

/** What scripts and the module hold. */
async function memory({ page, context }) {
  const session = await context.newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const module = await page.evaluate(async () => (await import("/pkg/conga.js")).initSync().memory.buffer.byteLength);
  return (usedSize + module) / 1e6;
}

/** A file of one's own and a node in it, as `FILE=Kdl.graphml#Amsterdam`. */
async function own(conga) {
  const [, file, node] = /^(.*)#(.*)$/.exec(process.env.FILE ?? "") ?? [];
  if (!file) return;
  const { report, drawn } = await load(conga, file, node);
  say(`${file.split("/").pop()}, read in ${ms(report)} and drawn in ${ms(drawn)}`, report + drawn, 1000);
}

sizes();
const conga = await open();
try {
  await paint(conga, "/", "list");
  await own(conga);
  for (const size of SIZES) {
    const file = join(mkdtempSync(join(tmpdir(), "conga-bench-")), "large.py");
    writeFileSync(file, script(size.nodes, size.links));
    let opened = {};
    const { longest } = await traced(conga, async () => {
      opened = await load(conga, file, "h0");
      await settled(conga.page);
    });
    say(`${size.nodes} nodes, ${size.links} links, file to report`, opened.report);
    say(`${size.nodes} nodes, ${size.links} links, opened and drawn`, opened.drawn, size.open);
    say(`${size.nodes} nodes, ${size.links} links, opened, longest task`, longest, size.task);
    await paint(conga, new URL(conga.page.url()).pathname, `editor of ${size.nodes} nodes`);
    await conga.page.locator("[data-node=h0][data-x]").waitFor({ state: "attached", timeout: 120_000 });
    await gestures(conga, size);
    await layout(conga, size);
    await planning(conga.page, size);
    say(`${size.nodes} nodes, memory of scripts and module`, await memory(conga), size.megabytes, "MB");
  }
} finally {
  await conga.close();
}
