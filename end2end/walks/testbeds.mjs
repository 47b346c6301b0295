// Testbeds from the browser: the star on the emulator, on this machine and in namespaces, with programs that stand in for
// Ouroboros; links cut and shaped while pings run; files there and back; nothing left.
import { expect, shot } from "../conga.mjs";
import { cleanUp, delay, example, inForce, lines, pingAcross, press, select, start, type } from "../run.mjs";
import { lacks, leftOf, oneMachine, star, standIn } from "../standin.mjs";

export const title = "An experiment runs on other testbeds, and its links can be cut";

const missing = lacks();
const standin = missing ? null : standIn();

export const options = { env: standin?.env };

export async function walk(conga) {
  const { page } = conga;
  try {
    await example(page, "star");
    await theEmulator(page);
    if (missing) {
      console.log(`        real testbeds are not walked here: ${missing}`);
      return;
    }
    await standin.play(oneMachine);
    await local(page);
    await standin.play(star());
    await namespaces(page);
  } finally {
    await standin?.end();
  }
}

async function theEmulator(page) {
  const run = await start(page, "emulator");
  await page.locator(".phase.is-now", { hasText: "Run" }).waitFor();
  await select(page, "data-layer=e1");
  await delay(page, 25);
  await press(page, "Cut");
  await inForce(page, "cut");
  await lines(page, "e1 at router: cut is in force").first().waitFor();
  await shot(page, "testbeds-cut");
  await press(page, "Mend");
  await inForce(page, "delay 25 ms");
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

/** What is lost is made again while the ping goes on, until it is interrupted. */
async function mendedBesideThePing(page) {
  await type(page, "client2", "irm ipcp destroy name n1.client2");
  await page.getByRole("tab", { name: "Log" }).click();
  const search = page.getByRole("searchbox", { name: "Search the log" });
  await search.fill("n1.client2 on client2 died");
  await lines(page, "mending, ").first().waitFor();
  await search.fill("");
  await page.locator('[data-run-state="Up"]').waitFor();
  const ping = page.getByRole("list", { name: "Commands going on" }).getByRole("listitem");
  await shot(page, "testbeds-going");
  await page.getByRole("tab", { name: "Your commands" }).click();
  await ping.getByRole("button", { name: /^Interrupt oping/ }).click();
  await lines(page, "exit status 137").first().waitFor();
  await ping.waitFor({ state: "detached" });
  await type(page, "client1", "oping -n oping_server -i 1s -c 2000");
  await ping.waitFor();
  await page.getByLabel("Command", { exact: true }).press("Control+c");
  await ping.waitFor({ state: "detached" });
}

async function local(page) {
  const run = await start(page, "local");
  await page.locator(".phase.is-over", { hasText: "Install" }).waitFor();
  await pingAcross(page, { isOneDaemon: true });
  await cleanUp(page);
  expect(leftOf(run).length === 0, `nothing is left of the local run: ${leftOf(run)}`);
}

async function namespaces(page) {
  const run = await start(page, "namespaces");
  await pingAcross(page);
  await select(page, "data-layer=e1");
  await type(page, "client1", "oping -n oping_server -i 1s -c 2000");
  await lines(page, "seq=3 ").first().waitFor();
  await delay(page, 40);
  await page.waitForFunction(() => [...document.querySelectorAll(".log-line")].some((line) => /time=[89]\d\.\d+ ms/.test(line.textContent)));
  await shot(page, "testbeds-delay");
  await mendedBesideThePing(page);
  await press(page, "Cut");
  await inForce(page, "cut");
  await type(page, "client1", "ip link show e1");
  await lines(page, "state DOWN").first().waitFor();
  await shot(page, "testbeds-namespaces-cut");
  await press(page, "Mend");
  await inForce(page, "delay 40 ms");
  await cleanUp(page);
  expect(leftOf(run).length === 0, `nothing is left of the run in namespaces: ${leftOf(run)}`);
}
