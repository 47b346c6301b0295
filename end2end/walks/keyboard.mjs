// Without a pointer: the seed star is drawn, run and pinged across, and everything is cleaned up, by keys alone.
import { accessible, awake, expect, shot } from "../conga.mjs";

export const title = "The seed star is built, run and pinged across by keyboard alone";

export async function walk({ page }) {
  await accessible(page, "the list of experiments");
  await tabTo(page, "New experiment");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/e\//);
  await awake(page);
  await page.locator(".map").waitFor();
  await drawStar(page);
  await accessible(page, "the editor");
  await visibleFocus(page);
  await run(page);
  await ping(page);
  await cleanUp(page);
}

/** Presses Tab until what has the focus is called so. */
async function tabTo(page, name, key = "Tab") {
  for (let presses = 0; presses < 120; presses += 1) {
    const now = await page.evaluate(() => {
      const active = document.activeElement;
      const label = active.labels?.[0]?.querySelector(".field-label, strong")?.textContent ?? active.labels?.[0]?.textContent;
      return [active.getAttribute("aria-label"), label, active.textContent].map((text) => text?.trim());
    });
    if (now.includes(name)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`expected: ${name} can be reached by ${key}`);
}

/** Four nodes with names, the links, a layer over all of them. */
async function drawStar(page) {
  for (const name of ["router", "client1", "client2", "server"]) {
    await page.keyboard.press("Shift+N");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.closest(".inspector"));
    await page.keyboard.press("Control+a");
    await page.keyboard.type(name);
    await page.keyboard.press("Escape");
    await page.locator(`[data-node=${name}]`).waitFor({ state: "attached" });
  }
  await page.keyboard.press("ArrowDown");
  await page.getByRole("button", { name: "Undo: Move 1 node" }).waitFor();
  await page.keyboard.press("k");
  await page.waitForFunction(() => document.activeElement?.closest(".links-fields"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("client*, server");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("router");
  await page.getByText("3 links").waitFor();
  await page.keyboard.press("Tab");
  await tabTo(page, "Link");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Undo: Make 3 links" }).waitFor();
  await keepTwo(page);
  await page.keyboard.press("Shift+A");
  await page.getByRole("button", { name: /^Undo: Arrange: Best fit/ }).waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("u");
  await page.getByText("Nothing is wrong").waitFor();
  await page.keyboard.press("0");
  await shot(page, "keyboard-star");
}

/** Two nodes are selected one after the other: the space bar keeps one. */
async function keepTwo(page) {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("client1");
  await page.locator(".palette-row", { hasText: "client1" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "client1", exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.getByRole("heading", { name: "2 things" }).waitFor();
  await page.keyboard.press("Escape");
}

/** What has the focus is seen to have it. */
async function visibleFocus(page) {
  await page.evaluate(() => document.querySelector(".skip").focus());
  for (let presses = 0; presses < 14; presses += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
      return { ok: outlineStyle !== "none" || boxShadow !== "none", html: document.activeElement.outerHTML.slice(0, 120) };
    });
    expect(seen.ok, `a focus that is seen on ${seen.html}`);
  }
}

async function run(page) {
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog").waitFor();
  await tabTo(page, "Pace");
  await page.keyboard.type("As");
  await accessible(page, "the dialog of a run");
  await page.getByRole("button", { name: "Start" }).and(page.locator(":enabled")).waitFor();
  await tabTo(page, "Start");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/runs\//);
  await page.locator('[data-run-state="Up"]').waitFor({ timeout: 60_000 });
}

async function ping(page) {
  await type(page, "server", "irm bind prog oping name oping_server; irm name register oping_server ipcp n1.server; oping --listen > /dev/null 2>&1 &");
  await type(page, "client1", "irm name create oping_server; oping -n oping_server -i 10ms -c 100");
  await page.getByText("100 packets transmitted, 100 received, 0 out-of-order, 0% packet loss").first().waitFor();
  await accessible(page, "a run");
  await shot(page, "keyboard-ping");
  await type(page, "client1", "oping -n oping_server");
  await page.getByRole("button", { name: /^Interrupt oping/ }).waitFor();
  await accessible(page, "a command that goes on");
  await page.keyboard.press("Control+c");
  await page.getByText("exit status 137").first().waitFor();
}

async function type(page, node, line) {
  await page.getByLabel("Command", { exact: true }).and(page.locator(":enabled")).waitFor();
  await tabTo(page, "Command");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type(node);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(line);
  await page.keyboard.press("Enter");
}

async function cleanUp(page) {
  await tabTo(page, "Stop and clean up");
  await page.keyboard.press("Enter");
  await page.locator('[data-run-state="Clean"]').waitFor({ timeout: 60_000 });
}
