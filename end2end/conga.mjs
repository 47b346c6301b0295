// A Conga of one's own for a walk: a fresh data folder, the server on a free port, a browser signed in by the printed link.
import { chromium } from "playwright-core";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** Starts the server; `link` is the one-use address it prints. */
export async function startServer(data, { listen = "127.0.0.1:0", env = {} } = {}) {
  const child = spawn(process.env.CONGA, ["serve", "--listen", listen, "--data", data], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  // A walk that breaks must not leave its server behind.
  process.setMaxListeners(0);
  process.once("exit", () => child.kill("SIGKILL"));
  let said = "";
  const link = await new Promise((resolve, reject) => {
    const hear = (chunk) => {
      said += chunk;
      const found = said.match(/http:\/\/\S+sign-in\S+/);
      if (found) resolve(found[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", (code) => reject(new Error(`the server ended (${code}): ${said}`)));
  });
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
  const stop = async (signal = "SIGTERM") => {
    child.kill(signal);
    return ended;
  };
  return { link, base: new URL(link).origin, stop, ended, pid: child.pid, said: () => said };
}

/**
 * A server, a browser and a page that is signed in; `problems` fills with what the browser complains of. `testbeds` is what the
 * administrator set up, as text.
 */
export async function open({ viewport = { width: 1440, height: 900 }, colorScheme = "light", hasTouch = false, env, testbeds } = {}) {
  const data = mkdtempSync(join(tmpdir(), "conga-walk-"));
  if (testbeds) writeFileSync(join(data, "testbeds.toml"), testbeds);
  let server = await startServer(data, { env });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const context = await browser.newContext({ viewport, colorScheme, hasTouch, acceptDownloads: true });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  if (process.env.SLOW) context.on("page", (page) => slow(context, page, Number(process.env.SLOW)));
  const page = await context.newPage();
  const problems = [];
  watch(page, problems);
  await page.goto(server.link);
  await page.waitForURL(`${server.base}/`);
  await awake(page);
  return {
    page, context, browser, data, problems,
    get server() { return server; },
    get base() { return server.base; },
    /** Ends the server by `signal` and starts it again on the same port and data. */
    async restart(signal = "SIGKILL") {
      await server.stop(signal);
      server = await startServer(data, { listen: new URL(server.base).host, env });
    },
    async close() {
      await browser.close();
      const end = await server.stop();
      rmSync(data, { recursive: true, force: true });
      return end;
    },
  };
}

/** A machine that is slower by `rate`, with a server far away: what a walk takes for granted shows there. `SLOW=4 node walks.mjs`. */
async function slow(context, page, rate) {
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 100 * rate, downloadThroughput: -1, uploadThroughput: -1 });
}

/** Collects errors and warnings of a page. */
export function watch(page, problems) {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`${message.type()}: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => problems.push(`page error: ${error.message}`));
}

/** Waits until the page that the address names is here and answers to clicks and keys. */
export const awake = (page) => page.waitForFunction(() => {
  const path = location.pathname;
  const main = /^\/e\/[^/]+$/.test(path) ? "main.editor" : path.startsWith("/runs/") ? "main.run" : "main";
  const here = document.querySelector(`${main}, main .empty`);
  return window.__hydrated === true && here !== null && here.closest("main").ariaBusy !== "true";
});

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Throws if axe finds something serious or critical on the page; `where` names the page. */
export async function accessible(page, where) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    // What still fades in has less contrast than it will have.
    const fading = document.getAnimations().filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime));
    await Promise.allSettled(fading.map((animation) => animation.finished));
    const rules = { "color-contrast": { enabled: true } };
    const { violations } = await window.axe.run(document, { rules, resultTypes: ["violations"] });
    const serious = violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
    return serious.map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((node) => `${node.html} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
  });
  expect(found.length === 0, `no serious issue on ${where}, not\n  ${found.join("\n  ")}`);
}

/** A picture for people, kept in $SHOTS. */
export async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
}

/** Throws unless `truth`; what a walk expects, in words. */
export function expect(truth, what) {
  if (!truth) throw new Error(`expected: ${what}`);
}
