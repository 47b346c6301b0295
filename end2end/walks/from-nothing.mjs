// From an empty canvas: two nodes, a link and a layer, by keyboard and pointer; nothing is written by opening.
import { awake, expect, shot } from "../conga.mjs";

export const title = "An empty canvas becomes a layer over a link";

export async function walk({ page, base }) {
  await page.getByRole("button", { name: "New experiment" }).click();
  await page.waitForURL(/\/e\//);
  await awake(page);
  await page.getByRole("button", { name: "Saved", exact: true }).waitFor();
  const map = await whereTheMapIs(page);
  await placeANode(page, map.x + map.width * 0.35, map.y + map.height / 2);
  await placeANode(page, map.x + map.width * 0.65, map.y + map.height / 2);
  await page.locator("[data-node=node2][data-x]").waitFor({ state: "attached" });
  await link(page);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("u");
  await page.getByText("Nothing is wrong").waitFor();
  await page.getByRole("tab", { name: /^Plan/ }).click();
  await page.getByText("n1.node1 starts it").waitFor();
  await shot(page, "from-nothing");
  await everyStepBackAndForth(page);
  await openingWritesNothing(page, base);
}

/** The map's box; the page may still be replacing what the server painted. */
async function whereTheMapIs(page) {
  await page.waitForFunction(() => document.querySelector(".map")?.getBoundingClientRect().width > 0);
  return page.evaluate(() => document.querySelector(".map").getBoundingClientRect().toJSON());
}

async function placeANode(page, x, y) {
  await page.locator(".map").focus().catch(() => {});
  await page.keyboard.press("n");
  await page.mouse.click(x, y);
}

const centre = async (page, name) => {
  const map = await page.locator(".map").boundingBox();
  const node = page.locator(`[data-node=${name}]`);
  return { x: map.x + Number(await node.getAttribute("data-x")), y: map.y + Number(await node.getAttribute("data-y")) };
};

async function link(page) {
  await page.keyboard.press("Escape");
  await page.keyboard.press("l");
  const [from, to] = [await centre(page, "node1"), await centre(page, "node2")];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
  await page.locator("[data-layer=e1]").waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
}

async function everyStepBackAndForth(page) {
  const undo = page.getByRole("button", { name: /^Undo/ });
  let steps = 0;
  while (await undo.isEnabled()) {
    await undo.click();
    steps += 1;
    expect(steps < 20, "undo comes to an end");
  }
  expect(steps === 4, `four steps of undo, not ${steps}`);
  expect((await page.locator("[data-node]").count()) === 0, "everything taken back");
  const redo = page.getByRole("button", { name: /^Redo/ });
  while (await redo.isEnabled()) await redo.click();
  await page.locator("[data-layer=e1]").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Saved", exact: true }).waitFor();
}

async function openingWritesNothing(page, base) {
  const version = async () => {
    const id = page.url().split("/").pop();
    return page.evaluate(async (at) => (await (await fetch(at)).json()).version, `${base}/api/experiments/${id}`);
  };
  const before = await version();
  await page.reload();
  await awake(page);
  await page.locator("[data-node=node2][data-x]").waitFor({ state: "attached" });
  await page.getByRole("button", { name: /^Undo/ }).waitFor();
  expect(await page.getByRole("button", { name: /^Undo/ }).isEnabled(), "the history survives the reload");
  expect((await version()) === before, "opening writes nothing");
}
