// Layouts: one step of undo each, whatever is shown on the way; what is placed can be kept; Escape gives a layout up.
import { awake, expect, shot } from "../conga.mjs";

export const title = "Nodes are laid out, a part or all, and as one step of undo";

export async function walk({ page }) {
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
