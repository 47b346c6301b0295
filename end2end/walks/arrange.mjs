// Layouts: one step of undo each, whatever is shown on the way; what is placed can be kept; Escape gives a layout up; a
// large network is laid out while the page goes on answering, and without the server.
import { awake, expect, shot } from "../conga.mjs";
import { script } from "../network.mjs";

const LARGE = { nodes: 2000, links: 3000 };
/** Milliseconds that one task of the page may take; `cargo xtask bench` keeps 50 of a module made for use. */
const MOST_MS = 200;

export const title = "Nodes are laid out, a part or all, and as one step of undo";

export async function walk(conga) {
  await small(conga);
  await large(conga);
}

async function small({ page }) {
  await page.locator("[data-example=recursion]").first().click();
  await page.waitForURL(/\/e\//);
  await awake(page);
  await page.locator("[data-node][data-x]").first().waitFor({ state: "attached" });
  const before = await places(page);
  for (const kind of ["Spread out", "Rows by recursion level", "Best fit"]) {
    await arrange(page, kind);
    await page.getByRole("button", { name: `Undo: Arrange: ${kind}` }).waitFor();
  }
  await shot(page, "arranged");
  const undo = page.getByRole("button", { name: /^Undo/ });
  for (let step = 0; step < 3; step += 1) await undo.click();
  await page.waitForFunction(() => document.querySelector("[aria-label^=Undo]")?.disabled);
  // The view may have moved, and the outline follows when it rests; what counts is how nodes stand to each other.
  const isAsItWas = async () => JSON.stringify(shape(await places(page))) === JSON.stringify(shape(before));
  for (let tries = 0; !(await isAsItWas()); tries += 1) {
    expect(tries < 100, "all as it was");
    await page.waitForTimeout(50);
  }
  await arrange(page, "Keep what is placed");
  await page.getByText("Every node has its place").waitFor();
}

async function large({ page, base, context, problems }) {
  await page.goto(`${base}/`);
  await awake(page);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open file…" }).click();
  await (await chooser).setFiles({ name: "large.py", mimeType: "text/x-python", buffer: Buffer.from(script(LARGE.nodes, LARGE.links)) });
  await page.getByRole("dialog").getByRole("button", { name: /^Open/ }).click();
  await page.waitForURL(/\/e\//);
  await page.locator("[data-node=h1999][data-x]").waitFor({ state: "attached", timeout: 60_000 });
  // The thread for layouts is there soon after; then the server is no longer needed.
  await page.waitForFunction(() => performance.getEntriesByName(new URL("/pkg/layouts.js", location).href).length > 0);
  await page.waitForTimeout(1000);
  await context.setOffline(true);
  await givenUp(page);
  await answers(page);
  await context.setOffline(false);
  // The save that could not be sent is told by the browser itself.
  problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes("ERR_INTERNET_DISCONNECTED")));
}

/** Escape takes all back that was seen on the way. */
async function givenUp(page) {
  await page.getByRole("button", { name: "Arrange", exact: true }).click();
  const item = page.getByRole("menuitem", { name: /^Best fit/ });
  // In one task, or the layout may be there before the key is.
  await item.evaluate((item) => {
    item.click();
    document.querySelector(".map").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  });
  await page.getByText("Arrange: Best fit; Escape stops it").waitFor({ state: "attached" });
  await page.waitForTimeout(500);
  expect(await page.getByRole("button", { name: /^Undo/ }).isDisabled(), "nothing to undo after a layout was given up");
}

/** No task of the page is long while the layout is worked out and shown. */
async function answers(page) {
  await page.evaluate(() => {
    window.longest = 0;
    const see = (list) => list.getEntries().forEach((task) => { window.longest = Math.max(window.longest, task.duration); });
    new PerformanceObserver(see).observe({ type: "longtask" });
  });
  // By label, since asking thousands of buttons for their roles is a long task of its own.
  await page.locator("[aria-label=Arrange]").click();
  await page.locator("[role=menuitem]", { hasText: "Best fit" }).click();
  await page.locator("[aria-label^='Undo: Arrange: Best fit']").waitFor({ timeout: 60_000 });
  await page.waitForTimeout(500);
  const longest = await page.evaluate(() => window.longest);
  console.log(`        the longest task while ${LARGE.nodes} nodes were laid out: ${longest.toFixed(0)} ms`);
  expect(longest <= MOST_MS, `no task over ${MOST_MS} ms, not one of ${longest} ms`);
}

async function arrange(page, kind) {
  await page.getByRole("button", { name: "Arrange", exact: true }).click();
  await page.getByRole("menuitem", { name: new RegExp(`^${kind}`) }).click();
}

const places = (page) =>
  page.evaluate(() => [...document.querySelectorAll("[data-node][data-x]")].map((node) => [node.dataset.node, Number(node.dataset.x), Number(node.dataset.y)]));

/** Where nodes stand, seen from the first, as parts of the whole's width. */
function shape(places) {
  const [, x, y] = places[0];
  const width = Math.max(...places.map((place) => place[1])) - Math.min(...places.map((place) => place[1]));
  return places.map(([name, ...at]) => [name, Math.round(((at[0] - x) / width) * 100), Math.round(((at[1] - y) / width) * 100)]);
}
