// The path everything stands on, in the other engine: sign in, open the star, drag, undo, run, ping. `node firefox.mjs`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { expect, startServer } from "./conga.mjs";

const SETTINGS = {
  // Nothing of the browser's own leaves the machine.
  "app.normandy.enabled": false, "browser.safebrowsing.malware.enabled": false, "browser.safebrowsing.phishing.enabled": false,
  "captivedetect.canonicalURL": "", "network.connectivity-service.enabled": false, "network.dns.disablePrefetch": true,
  "datareporting.policy.dataSubmissionEnabled": false, "extensions.getAddons.cache.enabled": false,
};

const SERVE = "irm bind prog oping name oping_server; irm name register oping_server layer n1; oping --listen > /dev/null 2>&1 &";

const data = mkdtempSync(join(tmpdir(), "conga-walk-"));
const server = await startServer(data);
const browser = await puppeteer.launch({
  browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", headless: true, extraPrefsFirefox: SETTINGS,
  defaultViewport: { width: 1440, height: 900 },
});
const page = await browser.newPage();
const problems = [];
page.on("pageerror", (error) => problems.push(error.message));
page.on("console", (message) => message.type() === "error" && problems.push(message.text()));

const seen = (selector) => page.waitForSelector(selector, { timeout: 60_000 });
const button = (name) => page.locator(`aria/${name}[role="button"]`);

async function star() {
  await page.goto(server.link);
  await page.waitForFunction(() => window.__hydrated === true);
  await page.locator("[data-example=star]").click();
  await seen("[data-node=client1][data-x]");
}

/** Where a node is seen. */
const place = () => page.evaluate(() => {
  const map = document.querySelector(".map").getBoundingClientRect();
  const { x, y } = document.querySelector("[data-node=client1]").dataset;
  return { x: map.x + Number(x), y: map.y + Number(y) };
});

const stands = (at) => page.waitForFunction(({ x }) => {
  const map = document.querySelector(".map").getBoundingClientRect();
  return Math.abs(map.x + Number(document.querySelector("[data-node=client1]").dataset.x) - x) < 12;
}, {}, at);

async function dragAndUndo() {
  const from = await place();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 80, { steps: 8 });
  await page.mouse.up();
  await stands({ x: from.x + 60 });
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
  await stands(from);
}

async function runAndPing() {
  await button("Run").click();
  await seen("dialog[open]");
  await page.evaluate(() => {
    const pace = [...document.querySelectorAll("dialog[open] select")].find((select) => [...select.options].some((option) => option.value === "full"));
    pace.value = "full";
    pace.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await button("Start").click();
  await seen("[data-run-state=Up]");
  await type("server", SERVE);
  await type("client1", "oping -n oping_server -i 10ms -c 100");
  await page.waitForFunction(() => [...document.querySelectorAll(".log-line")].some((line) => line.textContent.includes("100 packets transmitted, 100 received")));
}

async function type(node, line) {
  await page.select("select[aria-label=Node]", node);
  await page.locator("input[aria-label=Command]").fill(line);
  await page.keyboard.press("Enter");
}

let failure;
try {
  await star();
  await dragAndUndo();
  await runAndPing();
  expect(problems.length === 0, `no complaint of the browser: ${problems.join("\n")}`);
  console.log(`ok      The star is drawn, run and pinged across in Firefox (${await browser.version()})`);
} catch (error) {
  failure = error;
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, "failed-firefox.png") }).catch(() => {});
  console.log(`FAILED  Firefox\n${error.stack}\n${problems.join("\n")}`);
}
await browser.close();
await server.stop();
rmSync(data, { recursive: true, force: true });
process.exit(failure ? 1 : 0);
