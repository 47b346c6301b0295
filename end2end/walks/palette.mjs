// The command palette and what it reaches: actions with their reasons, places by name, pages; and one step of undo for each action.
import { accessible, awake, expect, shot } from "../conga.mjs";

export const title = "Everything is done and found by a few letters of its name";

export async function walk({ page }) {
  await page.getByRole("button", { name: "New experiment" }).click();
  await page.waitForURL(/\/e\//);
  await awake(page);
  await page.locator(".map").waitFor();
  await saysWhyNot(page);
  for (const _ of [1, 2, 3]) await choose(page, "place a node");
  await page.locator("[data-node=node3][data-x]").waitFor({ state: "attached" });
  await linkMany(page);
  await page.keyboard.press("Control+a");
  await choose(page, "unicast layer");
  await page.getByText("Nothing is wrong").waitFor();
  await goTo(page);
  await groupAndLock(page);
  await selectOthers(page);
  await repeat(page);
  await lasso(page);
  await toPagesAndColours(page);
}

async function open(page, text) {
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "What to do" });
  await field.fill(text);
  await page.locator(".palette-row").first().waitFor();
}

/** Opens the palette, types, and takes the first row. */
async function choose(page, text) {
  await open(page, text);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
}

async function saysWhyNot(page) {
  await open(page, "run it");
  await page.locator(".palette-row", { hasText: "draw a node first" }).waitFor();
  await page.keyboard.press("Enter");
  expect(await page.locator("dialog[open] .palette").isVisible(), "what is not possible is not done");
  await accessible(page, "the palette");
  await shot(page, "palette");
  // The first empties the field, as in every search field.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
}

async function linkMany(page) {
  await page.keyboard.press("Escape");
  await page.keyboard.press("k");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("From").fill("node1");
  await dialog.getByLabel("To").fill("node?");
  await dialog.getByText("2 links").waitFor();
  await accessible(page, "the dialog of links");
  await shot(page, "link-many");
  await dialog.getByRole("button", { name: "Link", exact: true }).click();
  await page.getByRole("button", { name: "Undo: Make 2 links" }).waitFor();
}

async function goTo(page) {
  await choose(page, "node2");
  await page.getByRole("complementary", { name: "Fields" }).getByRole("heading", { name: "node2" }).waitFor();
}

async function groupAndLock(page) {
  await page.keyboard.press("Control+a");
  await choose(page, "group the selected");
  await page.getByRole("button", { name: /^Undo: Group 3/ }).waitFor();
  await page.getByLabel("Title", { exact: true }).fill("north");
  await page.getByLabel("Title", { exact: true }).press("Enter");
  await page.getByRole("button", { name: /^Undo: Rename the group group1 to north/ }).waitFor();
  const fields = page.getByRole("complementary", { name: "Fields" });
  await fields.getByLabel("Note in the frame").fill("three of a kind");
  await fields.getByLabel("Note in the frame").press("Tab");
  await page.getByRole("button", { name: /^Undo: Set the frame of north/ }).waitFor();
  await choose(page, "lock the selected");
  await page.getByRole("button", { name: /^Undo: Lock 3 nodes/ }).waitFor();
  await shot(page, "group-locked");
  const before = await places(page);
  await choose(page, "arrange circle");
  await page.getByText("Arrange: Circle: done").waitFor({ state: "attached" });
  expect(JSON.stringify(await places(page)) === JSON.stringify(before), "what is locked is not arranged");
  await page.keyboard.press("Control+a");
  await choose(page, "lock the selected");
}

const places = (page) =>
  page.evaluate(() => {
    const nodes = [...document.querySelectorAll("[data-node][data-x]")].map((node) => [Number(node.dataset.x), Number(node.dataset.y)]);
    return nodes.map(([x, y]) => [Math.round(x - nodes[0][0]), Math.round(y - nodes[0][1])]);
  });

async function selectOthers(page) {
  await choose(page, "node1");
  await choose(page, "not selected");
  await page.getByRole("heading", { name: "4 things" }).waitFor();
  await page.locator(".legend-row", { hasText: "n1" }).click();
  await choose(page, "nodes of the selected layer");
  await page.getByRole("heading", { name: "3 things" }).waitFor();
}

async function repeat(page) {
  await choose(page, "arrange circle");
  await page.getByRole("button", { name: /^Undo: Arrange: Circle/ }).waitFor();
  await choose(page, "node3");
  await choose(page, "duplicate");
  await page.keyboard.press(".");
  await page.locator("[data-node]").nth(4).waitFor({ state: "attached" });
}

async function lasso(page) {
  await choose(page, "show everything");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("q");
  const map = await page.locator(".map").boundingBox();
  const corner = (x, y) => [map.x + map.width * x, map.y + map.height * y];
  await page.mouse.move(...corner(0.03, 0.2));
  await page.mouse.down();
  for (const at of [[0.97, 0.2], [0.97, 0.86], [0.03, 0.86], [0.03, 0.25]]) await page.mouse.move(...corner(...at), { steps: 6 });
  await shot(page, "lasso");
  await page.mouse.up();
  await page.getByRole("heading", { name: "5 things" }).waitFor();
  await page.keyboard.press("Escape");
}

async function toPagesAndColours(page) {
  await choose(page, "high contrast");
  expect((await page.evaluate(() => document.documentElement.dataset.theme)) === "contrast", "the colours are changed");
  await accessible(page, "the editor in high contrast");
  await shot(page, "editor-contrast");
  await choose(page, "runs of this");
  await page.waitForURL(/\/runs$/);
  await page.getByRole("heading", { name: "Runs", exact: true }).waitFor();
  await accessible(page, "the runs in high contrast");
  await choose(page, "all experiments");
  await page.getByRole("heading", { name: "Experiments", exact: true }).waitFor();
  await choose(page, "as the system says");
}
