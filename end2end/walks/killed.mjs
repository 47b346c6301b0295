// Tabs that die: whatever was done up to the last gesture is there again, whether or not the server could be reached.
import { awake, expect } from "../conga.mjs";

const DEATHS = 16;

export const title = "A tab that dies loses its last gesture at most";

export async function walk({ page, context, problems }) {
  await page.getByRole("button", { name: "New experiment" }).click();
  await page.waitForURL(/\/e\//);
  await awake(page);
  const address = page.url();
  // One node first: of none it cannot be seen whether they are listed already, and a key before that says nothing.
  await page.locator(".map-outline").waitFor({ state: "attached" });
  await page.keyboard.press("Shift+N");
  let n = await nodes(page, 1);
  await page.getByRole("button", { name: "Saved", exact: true }).waitFor();
  await page.goto("about:blank");
  for (let death = 0; death < DEATHS; death += 1) {
    const tab = await context.newPage();
    // In every other life the server is away.
    if (death % 2) await tab.route("**/edits", (route) => route.abort());
    await tab.goto(address);
    await awake(tab);
    await nodes(tab, n);
    const gestures = 1 + (death % 5);
    for (let gesture = 0; gesture < gestures; gesture += 1) await tab.keyboard.press("Shift+N");
    await tab.waitForTimeout((death * 37) % 300);
    await die(tab, context);
    n = await found(context, address, [n + gestures - 1, n + gestures]);
  }
  await besideAnother(context, address, n);
  problems.splice(0, problems.length, ...problems.filter((problem) => !/ERR_FAILED|Failed to fetch/.test(problem)));
}

/** Two tabs: one dies with work that is nowhere else while the other saves its own. Both versions are there. */
async function besideAnother(context, address, n) {
  await saved(context, address, n);
  const [dying, saving] = [await context.newPage(), await context.newPage()];
  await dying.route("**/edits", (route) => route.abort());
  for (const tab of [dying, saving]) {
    await tab.goto(address);
    await awake(tab);
    await nodes(tab, n);
  }
  // A tab behind another is painted, and listed, when it pleases the browser.
  await dying.bringToFront();
  for (let gesture = 0; gesture < 3; gesture += 1) await dying.keyboard.press("Shift+N");
  await nodes(dying, n + 3);
  await saving.bringToFront();
  const name = saving.getByRole("textbox", { name: "Title of the experiment" });
  await name.fill("Saved beside");
  await name.press("Enter");
  await saving.getByRole("button", { name: "Saved", exact: true }).waitFor();
  // What is kept by a tab that lives is its own.
  await saving.reload();
  await awake(saving);
  await nodes(saving, n);
  expect((await saving.getByRole("dialog").count()) === 0, "nobody is asked about a tab that lives");
  await die(dying, context);
  await saving.reload();
  await awake(saving);
  await saving.getByRole("dialog").getByRole("button", { name: /copy/i }).click();
  await saving.waitForFunction((before) => location.href !== before, address);
  expect((await nodes(saving, n + 3)) === n + 3, "the copy has what the tab that died had");
  await saving.goto(address);
  await awake(saving);
  expect((await nodes(saving, n)) === n && (await name.inputValue()) === "Saved beside", "what was saved stays");
  await saving.close();
}

/** What the last tab kept reaches the server. */
async function saved(context, address, n) {
  const tab = await context.newPage();
  await tab.goto(address);
  await awake(tab);
  await nodes(tab, n);
  await tab.getByRole("button", { name: "Saved", exact: true }).waitFor();
  await tab.close();
}

/** Waits until the map lists at least so many nodes; how many it lists. */
async function nodes(page, least) {
  const listed = (least) => document.querySelectorAll(".map-outline [data-node]").length >= least;
  await page.waitForFunction(listed, least, { timeout: 15_000 });
  return page.locator(".map-outline [data-node]").count();
}

/** Nothing of the page's own is called any more. */
async function die(tab, context) {
  const gone = new Promise((resolve) => tab.once("crash", resolve));
  const session = await context.newCDPSession(tab);
  session.send("Page.crash").catch(() => {});
  await gone;
  await tab.close();
}

async function found(context, address, [least, most]) {
  const tab = await context.newPage();
  await tab.goto(address);
  await awake(tab);
  const n = await nodes(tab, least);
  expect(n <= most, `${least} or ${most} nodes, not ${n}`);
  await tab.close();
  return n;
}
