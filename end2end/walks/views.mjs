// The three views side by side, a path from application to wire, folds, the minimap, finding, IPCPs placed by hand.
import { awake, expect, shot } from "../conga.mjs";

export const title = "A recursive network is seen from three sides";

export async function walk({ page }) {
  await page.locator("[data-example=recursion]").first().waitFor();
  await page.locator("[data-example=recursion]").first().click();
  await page.waitForURL(/\/e\//);
  await awake(page);
  await page.locator("[data-node][data-x]").first().waitFor({ state: "attached" });
  await sideBySide(page);
  await aPathDownToTheWire(page);
  await aTreeWithReasons(page);
  await foldAndUnfold(page);
  await find(page);
  await placeAnIpcp(page);
  await rememberedAfterReload(page);
  await backAndCompared(page);
}

async function sideBySide(page) {
  await page.getByRole("button", { name: /^Two views/ }).click();
  await page.getByRole("group", { name: "View beside" }).getByRole("button", { name: "Stack" }).click();
  expect((await page.locator(".view-pane").count()) === 2, "two views");
  const bar = page.getByRole("separator");
  const before = await page.locator(".view-pane").first().boundingBox();
  await bar.focus();
  await page.keyboard.press("ArrowRight");
  const after = await page.locator(".view-pane").first().boundingBox();
  expect(after.width > before.width + 10, "the divider moves by keys");
  await page.keyboard.press("ArrowLeft");
}

async function aPathDownToTheWire(page) {
  const names = await page.locator("#node-names option").evaluateAll((all) => all.map((one) => one.value));
  const [from, to] = [names[0], names[names.length - 1]];
  await page.getByLabel("Node shown").fill(from);
  await page.getByLabel("Node shown").press("Tab");
  await page.getByLabel("Path to…").fill(to);
  await page.getByLabel("Path to…").press("Tab");
  await page.locator(".stack-route").waitFor({ state: "attached" });
  const hops = await page.locator(".hops li").allInnerTexts();
  expect(hops.some((hop) => hop.includes("on the wire")), "the path goes down to a wire");
  expect(hops.some((hop) => / over /.test(hop)), "a hop is carried by the layer below");
  await shot(page, "views-path");
}

async function aTreeWithReasons(page) {
  await page.getByRole("group", { name: "View beside" }).getByRole("button", { name: "Layer" }).click();
  const tree = page.getByRole("button", { name: "As a tree" });
  await tree.click();
  await page.locator(".reasons li").first().waitFor();
  await shot(page, "views-tree");
  await tree.click();
}

async function foldAndUnfold(page) {
  const map = page.getByRole("group", { name: "Map of nodes and links" });
  const count = () => map.locator("[data-node]").count();
  const before = await count();
  await page.locator(".legend-row").first().click();
  await page.getByRole("button", { name: /^Fold into a cloud/ }).click();
  await page.waitForFunction((n) => document.querySelectorAll("[aria-label='Map of nodes and links'] [data-node]").length < n, before);
  await shot(page, "views-cloud");
  await page.getByRole("button", { name: "Undo: Fold" }).or(page.getByRole("button", { name: /^Undo: Fold/ })).first().click();
  await page.waitForFunction((n) => document.querySelectorAll("[aria-label='Map of nodes and links'] [data-node]").length === n, before);
  await map.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("g");
  await page.waitForFunction(() => document.querySelectorAll("[aria-label='Map of nodes and links'] [data-node]").length === 1);
  await page.keyboard.press("Shift+G");
  await page.waitForFunction((n) => document.querySelectorAll("[aria-label='Map of nodes and links'] [data-node]").length === n, before);
  expect((await count()) === before, "unfolded as it was");
}

async function find(page) {
  await page.keyboard.press("/");
  const field = page.getByLabel("What to find");
  await page.getByRole("button", { name: "Regular expression" }).click();
  await page.getByLabel("Among").selectOption({ label: "nodes" });
  await field.fill("^.+$");
  await page.getByText(/^\d+ found$/).waitFor();
  await field.press("Enter");
  await page.getByText(/^1 of \d+$/).waitFor();
  await field.press("Shift+Enter");
  await page.getByText(/^(\d+) of \1$/).waitFor();
  await field.fill("(");
  await page.getByText("Not a regular expression yet.").waitFor();
  await shot(page, "views-find");
  await field.press("Escape");
}

async function placeAnIpcp(page) {
  await page.getByRole("group", { name: "View beside" }).getByRole("button", { name: "Stack" }).click();
  await page.getByRole("button", { name: /^Place an IPCP on / }).first().click();
  const dialog = page.getByRole("dialog", { name: "Place an IPCP" });
  await dialog.getByLabel("Name of the new layer").fill("mine");
  await dialog.getByRole("checkbox").first().check();
  await shot(page, "views-ipcp");
  await dialog.getByRole("button", { name: "Place IPCP" }).click();
  await page.getByRole("button", { name: /^mine unicast, IPCP/ }).waitFor();
  await page.getByRole("button", { name: /^Undo: Add layer mine/ }).click();
}

async function rememberedAfterReload(page) {
  await page.getByRole("button", { name: "Saved", exact: true }).waitFor();
  await page.reload();
  await awake(page);
  await page.locator("[data-node][data-x]").first().waitFor({ state: "attached" });
  expect((await page.locator(".view-pane").count()) === 2, "the two views are as they were");
  await page.getByRole("button", { name: /^Close this view/ }).click();
  expect((await page.locator(".view-pane").count()) === 1, "one view again");
}

async function backAndCompared(page) {
  await page.getByRole("tab", { name: /^History/ }).click();
  await page.locator(".history-step.is-now").waitFor();
  await shot(page, "views-history");
  await page.getByRole("button", { name: "Restore step 1", exact: true }).click();
  await page.getByRole("button", { name: /^Undo: Restore/ }).waitFor();
  await page.locator(".history-step.is-now", { hasText: "Restore:" }).waitFor();
  await page.getByRole("button", { name: "Saved", exact: true }).waitFor();
  await page.locator(".history-step", { hasText: "The beginning" }).getByRole("link", { name: "Compare" }).click();
  await page.waitForURL(/\/diff\?from=0/);
  await page.locator(".compare-item.is-changed, .compare-item.is-added").first().waitFor();
  await shot(page, "views-compare");
  await page.getByRole("tab", { name: "File" }).click();
  await page.locator(".compare-text .is-added").first().waitFor();
  await page.getByRole("tab", { name: "Plan" }).click();
  await page.getByRole("button", { name: "The other way round" }).click();
  await page.locator(".compare-item").first().waitFor();
}
