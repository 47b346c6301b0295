// Trouble: a page without its texts or its module, a file that is none, a second tab, a server killed in the middle of a run.
import { accessible, awake, expect, shot, watch } from "../conga.mjs";

export const title = "Trouble is said in words, and nothing saved is lost";

export async function walk(conga) {
  const { page } = conga;
  await aPageThatIsNotWhole(conga);
  await aFileThatIsNone(conga);
  await page.locator("[data-example=star]").click();
  await page.waitForURL(/\/e\//);
  await page.locator("[data-node=client1][data-x]").waitFor({ state: "attached" });
  await twoTabs(conga);
  await leftAtOnce(conga);
  await theServerDies(conga);
}

/** The browser writes every refused or lost request to its console; those this walk asks for are no complaint. */
function forget(problems, asked) {
  problems.splice(0, problems.length, ...problems.filter((problem) => !asked.test(problem)));
}

async function aPageThatIsNotWhole({ page, problems }) {
  const notice = page.locator("#not-loaded");
  for (const [missing, answer] of [["messages/*", (route) => route.fulfill({ status: 404 })], ["pkg/conga.wasm", (route) => route.abort()]]) {
    await page.route(`**/${missing}`, answer);
    await page.reload();
    await notice.getByText("could not be loaded whole").waitFor();
    await accessible(page, `a page without ${missing}`);
    await shot(page, `without-${missing.split("/")[0]}`);
    await page.unroute(`**/${missing}`);
    await notice.getByRole("link", { name: "Reload" }).click();
    await awake(page);
    expect((await notice.count()) === 0, "a page that is whole says nothing of it");
  }
  forget(problems, /404|ERR_FAILED|no texts|Failed to fetch/);
}

async function aFileThatIsNone({ page, problems }) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open file…" }).click();
  await (await chooser).setFiles({ name: "bad.conga.toml", mimeType: "text/plain", buffer: Buffer.from("conga = 1\n[[node]\n") });
  await page.getByText(/line 2, column 8/i).first().waitFor();
  forget(problems, /422/);
}

async function rename(page, name) {
  const field = page.getByRole("textbox", { name: "Title of the experiment" });
  await field.fill(name);
  await field.press("Enter");
}

async function twoTabs({ page, context, problems }) {
  const other = await context.newPage();
  watch(other, problems);
  await other.goto(page.url());
  await awake(other);
  await other.locator("[data-node=client1][data-x]").waitFor({ state: "attached" });
  await rename(page, "First");
  await page.getByRole("button", { name: "Saved", exact: true }).waitFor();
  await rename(other, "Second");
  const dialog = other.getByRole("dialog");
  await dialog.waitFor();
  await shot(other, "stale");
  await dialog.getByRole("button", { name: /copy/i }).click();
  await other.waitForFunction((before) => location.href !== before, page.url());
  await other.waitForFunction(() => document.querySelector("[aria-label='Title of the experiment']")?.value.startsWith("Second"));
  await other.close();
  forget(problems, /409/);
}

/** Work is saved though its page was left, before it was sent and before it was answered; the title says which. */
async function leftAtOnce({ page, context, base }) {
  const address = page.url();
  const home = page.locator("header a").first();
  await page.route("**/edits", async (route) => {
    await new Promise((done) => setTimeout(done, 700));
    await route.continue();
  });
  for (const [title, wait] of [["Left before it was sent", 0], ["First", 500]]) {
    const sent = page.waitForResponse("**/edits");
    await rename(page, title);
    await page.waitForTimeout(wait);
    await home.click();
    await page.waitForURL(`${base}/`);
    await sent;
    const other = await context.newPage();
    await other.goto(address);
    await awake(other);
    await other.waitForFunction((title) => document.querySelector("[aria-label='Title of the experiment']")?.value === title, title);
    await other.close();
    await page.goBack();
    await page.locator("[data-node=client1][data-x]").waitFor({ state: "attached" });
  }
  await page.unroute("**/edits");
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("conga-unsaved")));
  expect(kept.length === 0, `nothing is kept of what was saved: ${kept}`);
}

async function theServerDies(conga) {
  const { page, problems } = conga;
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Start" }).click();
  await page.waitForURL(/\/runs\//);
  await page.locator("[data-run-state=Up]").waitFor();
  await conga.restart("SIGKILL");
  await page.reload();
  await awake(page);
  await page.locator("[data-run-state=Clean]").waitFor({ timeout: 60_000 });
  await page.getByText(/the server stopped/).first().waitFor();
  await shot(page, "run-after-kill");
  await page.goto(`${conga.base}/`);
  await awake(page);
  await page.getByText("First").first().waitFor();
  expect(await page.getByText("Second").first().isVisible(), "both versions are kept");
  forget(problems, /ERR_CONNECTION|WebSocket/);
}
