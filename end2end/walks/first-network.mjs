// The main job: Rumba's own script, opened, broken, mended, run, pinged across, reloaded, cancelled, cleaned up.
import { readFileSync } from "node:fs";

import { awake, expect, shot } from "../conga.mjs";

export const title = "Rumba's script becomes a running network";

// The script as Rumba's documentation prints it.
const SCRIPT = readFileSync(new URL("../../crates/formats/src/rumba/fixtures/rumba_example.py", import.meta.url));

const SERVE = "irm bind prog oping name oping_server; irm name register oping_server layer n1; oping --listen > /dev/null 2>&1 &";
const PING = "oping -n oping_server -i 10ms -c 100";

export async function walk({ page, base }) {
  await openScript(page);
  await dragANode(page);
  await breakAndMend(page);
  const run = await start(page, "eye");
  await reloadInTheMiddle(page);
  await page.getByText("Up", { exact: true }).first().waitFor({ timeout: 60_000 });
  await sawTheCommands(page);
  await pingAcross(page);
  await shot(page, "run-up");
  await page.getByRole("button", { name: "Stop and clean up" }).click();
  await page.getByText("Clean", { exact: true }).first().waitFor({ timeout: 60_000 });
  await theLogHasNoGap(page, base, run);
  await cancelASecond(page);
}

async function openScript(page) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open file…" }).click();
  await (await chooser).setFiles({ name: "rumba_example.py", mimeType: "text/x-python", buffer: SCRIPT });
  const report = page.getByRole("dialog");
  await report.waitFor();
  expect(/Nodes\s+4/.test(await report.innerText()), "the report counts 4 nodes before anything is made");
  await report.getByRole("button", { name: /^Open/ }).click();
  await page.waitForURL(/\/e\//);
  await page.locator("[data-node=client1][data-x]").waitFor({ state: "attached" });
}

const place = async (page, name) => {
  const map = await page.locator("canvas").first().boundingBox();
  const node = page.locator(`[data-node=${name}]`);
  return { x: map.x + Number(await node.getAttribute("data-x")), y: map.y + Number(await node.getAttribute("data-y")) };
};

async function saved(page) {
  await page.getByRole("button", { name: "Saved", exact: true }).waitFor();
}

async function dragANode(page) {
  const from = await place(page, "client1");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 90, from.y - 60, { steps: 12 });
  await page.mouse.up();
  await page.waitForFunction(
    (before) => Math.abs(Number(document.querySelector("[data-node=client1]").dataset.y) - before) > 40,
    from.y - (await page.locator("canvas").first().boundingBox()).y,
  );
  const undo = page.getByRole("button", { name: /^Undo: Move/ });
  await undo.waitFor();
  await saved(page);
}

async function breakAndMend(page) {
  const registration = page.getByRole("checkbox", { name: "e1" });
  expect(await registration.isChecked(), "n1 is registered in e1 on client1");
  await registration.uncheck();
  const findings = page.locator(".below");
  await findings.getByText(/n1.client1/).first().waitFor();
  await shot(page, "editor-finding");
  await findings.getByRole("button", { name: "Register n1 in e1 on client1" }).first().click();
  await page.getByText("Nothing is wrong").waitFor();
  expect(await registration.isChecked(), "the mend registered it again");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => !document.body.innerText.includes("Nothing is wrong"));
  await page.keyboard.press("Control+z");
  await page.getByText("Nothing is wrong").waitFor();
  await saved(page);
}

async function start(page, pace) {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: /^Pace/ }).selectOption(pace);
  await dialog.getByRole("button", { name: "Start" }).click();
  await page.waitForURL(/\/runs\//);
  return page.url().split("/").pop();
}

async function reloadInTheMiddle(page) {
  await page.locator(".log-line", { hasText: "irm i" }).first().waitFor();
  await type(page, "router", "echo still coming up");
  await page.locator(".log-line.is-output", { hasText: "still coming up" }).waitFor();
  expect(await page.locator("[data-run-state=Starting]").isVisible(), "nodes are looked at while the network comes up");
  await page.reload();
  await awake(page);
}

async function sawTheCommands(page) {
  const log = await page.evaluate(async () => (await fetch(`/api/runs/${location.pathname.split("/").pop()}/log`)).text());
  const commands = log.split("\n").filter((line) => line.includes(" >> irm "));
  expect(commands.length === 24, `24 irm commands in the log, not ${commands.length}`);
  expect(log.includes("client1 >> irm i b n e1.client1 type local layer e1"), "the seed's own words");
}

async function type(page, node, line) {
  await page.getByLabel("Node", { exact: true }).selectOption(node);
  const box = page.getByLabel("Command", { exact: true });
  await box.fill(line);
  await box.press("Enter");
}

async function pingAcross(page) {
  await type(page, "server", SERVE);
  await type(page, "client1", PING);
  await page.getByText("100 packets transmitted, 100 received, 0 out-of-order, 0% packet loss").first().waitFor();
}

async function theLogHasNoGap(page, base, run) {
  const numbers = await page.evaluate(async ({ base, run }) => {
    const seen = [];
    const socket = new WebSocket(`${base.replace("http", "ws")}/api/runs/${run}/live?from=0`);
    await new Promise((resolve) => {
      socket.onmessage = (message) => seen.push(...JSON.parse(message.data).map((event) => event.seq));
      socket.onclose = resolve;
      setTimeout(resolve, 3000);
    });
    socket.close();
    return seen;
  }, { base, run });
  expect(numbers.length > 100, "a run has many events");
  expect(numbers.every((number, index) => number === index), "events are numbered without gap or duplicate");
}

async function cancelASecond(page) {
  await page.goBack();
  await page.waitForURL(/\/e\//);
  await page.locator("[data-node=client1][data-x]").waitFor({ state: "attached" });
  await start(page, "eye");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByText("Paused", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Clean up", exact: true }).click();
  await page.getByText("Clean", { exact: true }).first().waitFor({ timeout: 60_000 });
  await shot(page, "run-cancelled");
}
