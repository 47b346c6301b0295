// Testbeds from the browser: the star on the emulator, on this machine and in namespaces, with programs that stand in for
// Ouroboros; links cut and shaped while pings run; files there and back; nothing left.
import { expect, shot } from "../conga.mjs";
import { lacks, leftOf, oneMachine, siteOf, standIn } from "../standin.mjs";

export const title = "An experiment runs on other testbeds, and its links can be cut";

const missing = lacks();
const standin = missing ? null : standIn();

export const options = { env: standin?.env };

const star = siteOf(["client1", "client2", "router", "server"], { e1: ["client1", "router"], e2: ["router", "server"], e3: ["client2", "router"] });

export async function walk(conga) {
  const { page } = conga;
  try {
    await page.locator("[data-example=star]").click();
    await page.waitForURL(/\/e\//);
    await page.locator("[data-node=client1][data-x]").waitFor({ state: "attached" });
    await theEmulator(page);
    if (missing) {
      console.log(`        real testbeds are not walked here: ${missing}`);
      return;
    }
    await standin.play(oneMachine);
    await local(page);
    await standin.play(star);
    await namespaces(page);
  } finally {
    await standin?.end();
  }
}

/** Chooses a testbed in the dialog and starts; the run's id. */
async function start(page, bed) {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const choice = dialog.locator(`[data-bed=${bed}] input`);
  await choice.waitFor();
  if (!(await choice.isChecked())) await choice.check();
  await shot(page, `testbeds-dialog-${bed}`);
  if (bed === "emulator") await dialog.getByRole("combobox", { name: /^Pace/ }).selectOption("full");
  await dialog.getByRole("button", { name: "Start" }).click();
  await page.waitForURL(/\/runs\//);
  await page.locator("[data-run-state=Up]").waitFor({ timeout: 60_000 });
  return page.url().split("/").pop();
}

async function cleanUp(page) {
  await page.getByRole("button", { name: "Stop and clean up" }).click();
  await page.locator("[data-run-state=Clean]").waitFor({ timeout: 60_000 });
  await page.goBack();
  await page.waitForURL(/\/e\//);
  await page.locator("[data-node=client1][data-x]").waitFor({ state: "attached" });
}

async function type(page, node, line) {
  await page.getByLabel("Node", { exact: true }).selectOption(node);
  const box = page.getByLabel("Command", { exact: true });
  await box.fill(line);
  await box.press("Enter");
}

const CREATE = "irm name create oping_server";
const SERVE = `${CREATE}; irm bind prog oping name oping_server; irm name register oping_server layer n1; oping --listen > /dev/null 2>&1 &`;

async function select(page, hook) {
  await page.locator(`.run-map [${hook}]`).first().focus();
  await page.locator(".run-card").waitFor();
}

async function press(page, name) {
  await page.locator(".run-card").getByRole("button", { name, exact: true }).click();
}

async function shape(page, delay) {
  await page.locator(".run-card").getByLabel("Delay, ms").fill(String(delay));
  await press(page, "Apply");
  await page.locator(".run-card-ends", { hasText: `delay ${delay} ms is in force` }).waitFor();
}

const lines = (page, text) => page.locator(".log-line", { hasText: text });

async function theEmulator(page) {
  const run = await start(page, "emulator");
  await page.locator(".phase.is-now", { hasText: "Run" }).waitFor();
  await select(page, "data-layer=e1");
  await shape(page, 25);
  await press(page, "Cut");
  await page.locator(".run-card-ends", { hasText: "cut is in force" }).waitFor();
  await lines(page, "e1 at router: cut is in force").first().waitFor();
  await shot(page, "testbeds-cut");
  await press(page, "Mend");
  await page.locator(".run-card-ends", { hasText: "delay 25 ms is in force" }).waitFor();
  await files(page, run);
  await cleanUp(page);
}

/** A file goes to a node and comes back as it was. */
async function files(page, run) {
  await select(page, "data-node=client1");
  const bytes = Buffer.from([0, 159, 146, 150, 10]);
  await page.locator(".run-card input[type=file]").setInputFiles({ name: "notes.bin", mimeType: "application/octet-stream", buffer: bytes });
  await page.getByText("notes.bin is on client1").waitFor();
  await page.locator(".run-card").getByLabel("Fetch a file").fill("notes.bin");
  const coming = page.waitForEvent("download");
  await page.locator(".run-card").getByRole("button", { name: "Fetch it" }).click();
  const back = await page.evaluate(async (run) => {
    const answer = await fetch(`/api/runs/${run}/file?node=client1&path=notes.bin`);
    return [...new Uint8Array(await answer.arrayBuffer())];
  }, run);
  expect((await coming).suggestedFilename() === "notes.bin", "the file has its name");
  expect(JSON.stringify(back) === JSON.stringify([...bytes]), "the file is as it was");
  await shot(page, "testbeds-files");
}

async function local(page) {
  const run = await start(page, "local");
  await page.locator(".phase.is-over", { hasText: "Install" }).waitFor();
  await type(page, "server", SERVE);
  await type(page, "client1", "oping -n oping_server -i 10ms -c 20");
  await lines(page, "20 packets transmitted, 20 received").first().waitFor();
  await cleanUp(page);
  expect(leftOf(run).length === 0, `nothing is left of the local run: ${leftOf(run)}`);
}

async function namespaces(page) {
  const run = await start(page, "namespaces");
  await type(page, "server", SERVE);
  await type(page, "client1", `${CREATE}; oping -n oping_server -i 10ms -c 20`);
  await lines(page, "20 packets transmitted, 20 received").first().waitFor();
  await select(page, "data-layer=e1");
  await type(page, "client1", "oping -n oping_server -i 1s -c 2000");
  await lines(page, "seq=3 ").first().waitFor();
  await shape(page, 40);
  await page.waitForFunction(() => [...document.querySelectorAll(".log-line")].some((line) => /time=[89]\d\.\d+ ms/.test(line.textContent)));
  await shot(page, "testbeds-delay");
  await press(page, "Cut");
  await page.locator(".run-card-ends", { hasText: "cut is in force" }).waitFor();
  await type(page, "client1", "ip link show e1");
  await lines(page, "state DOWN").first().waitFor();
  await shot(page, "testbeds-namespaces-cut");
  await press(page, "Mend");
  await page.locator(".run-card-ends", { hasText: "delay 40 ms is in force" }).waitFor();
  await cleanUp(page);
  expect(leftOf(run).length === 0, `nothing is left of the run in namespaces: ${leftOf(run)}`);
}
