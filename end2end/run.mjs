// A run from the browser, move by move: what every walk of a testbed does.
import { shot } from "./conga.mjs";

/** How long a network on real processes may take to come up or go down on a slow machine. */
const PATIENCE = 120_000;

/** Opens an example; it is there when its first node is. */
export async function example(page, name) {
  await page.locator(`[data-example=${name}]`).click();
  await page.waitForURL(/\/e\//);
  await shown(page);
}

const shown = (page) => page.locator("[data-node][data-x]").first().waitFor({ state: "attached" });

/** Chooses a testbed in the dialog and starts; the run's id. */
export async function start(page, bed) {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const choice = dialog.locator(`[data-bed=${bed}] input`);
  await choice.waitFor();
  if (!(await choice.isChecked())) await choice.check();
  await shot(page, `testbeds-dialog-${bed}`);
  if (bed === "emulator") await dialog.getByRole("combobox", { name: /^Pace/ }).selectOption("full");
  await dialog.getByRole("button", { name: "Start" }).click();
  await page.waitForURL(/\/runs\//);
  await page.locator("[data-run-state=Up]").waitFor({ timeout: PATIENCE });
  return page.url().split("/").pop();
}

/** Ends the run, and goes back to the experiment. */
export async function cleanUp(page) {
  await page.getByRole("button", { name: "Stop and clean up" }).click();
  await page.locator("[data-run-state=Clean]").waitFor({ timeout: PATIENCE });
  await page.goBack();
  await page.waitForURL(/\/e\//);
  await shown(page);
}

/** Types a command on a node. */
export async function type(page, node, line) {
  await page.getByLabel("Node", { exact: true }).selectOption(node);
  const box = page.getByLabel("Command", { exact: true });
  await box.fill(line);
  await box.press("Enter");
}

const CREATE = "irm name create oping_server";

/** Serves pings in a layer on the server of the star. */
const SERVE = `${CREATE}; irm bind prog oping name oping_server; irm name register oping_server layer n1; oping --listen > /dev/null 2>&1 &`;

/** Pings until somebody answers: each node has a shell of its own, and the server's may be the slower one. */
const PING = "until oping -n oping_server -i 10ms -c 20; do sleep 0.2; done";

/** Client and server of the star ping; where nodes have daemons of their own, each is told the name. */
export async function pingAcross(page, { isOneDaemon = false } = {}) {
  await type(page, "server", SERVE);
  await type(page, "client1", `${isOneDaemon ? "" : `${CREATE}; `}${PING}`);
  await lines(page, "20 packets transmitted, 20 received").first().waitFor({ timeout: PATIENCE });
}

/** Selects what the hook names on the map. */
export async function select(page, hook) {
  await page.locator(`.run-map [${hook}]`).first().focus();
  await page.locator(".run-card").waitFor();
}

export async function press(page, name) {
  await page.locator(".run-card").getByRole("button", { name, exact: true }).click();
}

/** Delays the selected link from now on. */
export async function delay(page, ms) {
  await page.locator(".run-card").getByLabel("Delay, ms").fill(String(ms));
  await press(page, "Apply");
  await inForce(page, `delay ${ms} ms`);
}

/** Waits until this is in force on the selected link. */
export const inForce = (page, words) => page.locator(".run-card-ends", { hasText: `${words} is in force` }).waitFor({ timeout: PATIENCE });

/** The log's lines with this text. */
export const lines = (page, text) => page.locator(".log-line", { hasText: text });

/** Waits until the run's map shows a link that is cut, by the one colour of what is bad; or shows none. */
export async function mapShowsCut(page, isCut) {
  await page.waitForFunction((isCut) => {
    const canvases = [...document.querySelectorAll(".run-map canvas")];
    const isRed = (canvas) => {
      // A copy is read: the map's own canvas is made for drawing.
      const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
      const context = copy.getContext("2d", { willReadFrequently: true });
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      return data.some((red, at) => at % 4 === 0 && red > 140 && data[at + 1] < 60 && data[at + 2] < 60 && data[at + 3] > 200);
    };
    return canvases.length > 0 && isCut === canvases.some(isRed);
  }, isCut);
}
