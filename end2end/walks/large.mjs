// A map that is painted in parts: thousands of nodes are there, whole, and a node among them is dragged and comes back,
// while the page goes on answering.
import { awake, expect, shot } from "../conga.mjs";
import { script } from "../network.mjs";

const LARGE = { nodes: 4500, links: 6750 };
const BY = { x: 90, y: 70 };
/** Milliseconds that one task of the page may take; `cargo xtask bench` keeps 50 of a module made for use. */
const MOST_MS = 200;

export const title = "A map of thousands of nodes is painted in parts, and worked on";

export async function walk({ page }) {
  await opened(page);
  const whole = await atRest(page);
  expect(whole.dots > LARGE.nodes, `as many dots as nodes at least, not ${whole.dots}`);
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => { window.longest = Math.max(window.longest, duration); })).observe({ type: "longtask" });
  });
  const before = await place(page);
  await drag(page, before);
  await moved(page, before, BY);
  await shot(page, "large-dragged");
  await page.locator("[aria-label^='Undo: Move']").click();
  await moved(page, before, { x: 0, y: 0 });
  const again = await atRest(page);
  expect(Math.abs(again.dots - whole.dots) < whole.dots / 100, `the picture as it was: ${again.dots} and ${whole.dots} dots`);
  await reshaped(page);
  const longest = await page.evaluate(() => window.longest);
  expect(longest < MOST_MS, `no task over ${MOST_MS} ms, not ${longest}`);
}

async function opened(page) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open file…" }).click();
  await (await chooser).setFiles({ name: "large.py", mimeType: "text/x-python", buffer: Buffer.from(script(LARGE.nodes, LARGE.links)) });
  await page.getByRole("dialog").getByRole("button", { name: /^Open/ }).click();
  await page.waitForURL(/\/e\//);
  await awake(page);
  await page.locator(`[data-node=h${LARGE.nodes - 1}][data-x]`).waitFor({ state: "attached", timeout: 120_000 });
}

/** Where h0 is on the page, and on its map. */
async function place(page) {
  const map = await page.locator(".map").boundingBox();
  const [x, y] = await page.locator("[data-node=h0]").evaluate((node) => [Number(node.dataset.x), Number(node.dataset.y)]);
  return { x, y, at: { x: map.x + x, y: map.y + y } };
}

/** Half way the node is above the still picture, which has it too. */
async function drag(page, { at }) {
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + BY.x / 2, at.y + BY.y / 2, { steps: 4 });
  expect(await page.locator(".map-moving").evaluate((canvas) => canvas.style.visibility !== "hidden"), "what is dragged is to be seen");
  await page.mouse.move(at.x + BY.x, at.y + BY.y, { steps: 4 });
  await page.mouse.up();
}

/** The list says that h0 stands this far from where it was; a pixel is lost in rounding. */
async function moved(page, { x, y }, by) {
  const wanted = [x + by.x, y + by.y];
  const isThere = ([x, y]) => {
    const { dataset } = document.querySelector("[data-node=h0]");
    return Math.abs(Number(dataset.x) - x) < 2 && Math.abs(Number(dataset.y) - y) < 2;
  };
  await page.waitForFunction(isThere, wanted, { timeout: 30_000 });
}

/** A node is taken out and one put in: the list follows, and what is wrong now is found while the page answers. Undone, all is well. */
async function reshaped(page) {
  const count = async (n) => {
    const isShown = (n) => document.querySelector("[role=tab]")?.textContent === `Findings${n || ""}`;
    await page.waitForFunction(isShown, n, { timeout: 30_000 });
  };
  const listed = (name, state) => page.locator(`[data-node=${name}]`).waitFor({ state, timeout: 30_000 });
  await count(0);
  await page.locator("[data-node=h5]").focus();
  await page.keyboard.press("Delete");
  await listed("h5", "detached");
  await page.locator(".map").focus();
  await page.keyboard.press("n");
  const map = await page.locator(".map").boundingBox();
  await page.mouse.click(map.x + 8, map.y + map.height / 2);
  await page.keyboard.press("Escape");
  await count(1);
  await listed("node1", "attached");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await listed("h5", "attached");
  await listed("node1", "detached");
  await count(0);
  const order = await page.locator(".map-outline [data-node]").evaluateAll((nodes) => nodes.map((node) => node.dataset.node));
  expect(order.length === LARGE.nodes && order.every((name, at) => name === `h${at}`), "the list is in the order declared");
}

/** The still picture once it is the same twice: how many pixels are as dark as a dot. */
async function atRest(page) {
  let before = -1;
  for (let tries = 0; tries < 100; tries += 1) {
    const dots = await page.locator(".map-still").evaluate((still) => {
      const [canvas, { width, height }] = [document.createElement("canvas"), still];
      Object.assign(canvas, { width, height });
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.drawImage(still, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      let dots = 0;
      for (let at = 0; at < data.length; at += 4) dots += data[at + 3] > 200 && data[at] < 130 ? 1 : 0;
      return dots;
    });
    if (dots === before && dots > 0) return { dots };
    before = dots;
    await page.waitForTimeout(200);
  }
  throw new Error("expected: a picture that comes to rest");
}
