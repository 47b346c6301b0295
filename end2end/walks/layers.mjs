// A layer upon a layer, in namespaces: ping across, cut the link and see it on the map, change its delay while a ping runs and see it in
// the times.
import { expect, shot } from "../conga.mjs";
import { cleanUp, delay, example, inForce, lines, mapShowsCut, press, select, start, type } from "../run.mjs";
import { lacks, leftOf, siteOf, standIn } from "../standin.mjs";

export const title = "A layer upon a layer runs in namespaces, and its link can be cut and slowed";

const missing = lacks();
const standin = missing ? null : standIn();

export const options = { env: standin?.env };

const LINK = "local_layer";

export async function walk({ page }) {
  if (missing) {
    console.log(`        namespaces are not walked here: ${missing}`);
    return;
  }
  try {
    await standin.play(siteOf(["first", "second"], { [LINK]: ["first", "second"] }));
    await example(page, "layer-upon-a-layer");
    await acrossMachines(page);
    const run = await start(page, "namespaces");
    await pingThrough(page);
    await select(page, `data-layer=${LINK}`);
    await slowed(page);
    await cut(page);
    await cleanUp(page);
    const left = leftOf(run);
    expect(left.length === 0, `nothing is left of the run: ${left}`);
  } finally {
    await standin.end();
  }
}

/** The layer below is the memory of one machine; the nodes will be two: that is found, and mended by a click. */
async function acrossMachines(page) {
  await page.getByRole("combobox", { name: /^Testbed/ }).selectOption("namespaces");
  const findings = page.locator(".below");
  await findings.getByText("its nodes are machines of their own").waitFor();
  await shot(page, "layers-finding");
  await findings.getByRole("button", { name: "Make local_layer eth-dix" }).last().click();
  await page.getByText("Nothing is wrong").waitFor();
}

async function pingThrough(page) {
  await type(page, "first", "oping -n oping_server -i 10ms -c 20");
  await lines(page, "20 packets transmitted, 20 received").first().waitFor();
  await shot(page, "layers-ping");
}

/** Waits for a time of a ping that takes so many milliseconds. */
const pingTakes = (page, [from, to]) =>
  page.waitForFunction(
    ([from, to]) => [...document.querySelectorAll(".log-line")].slice(-3).some((line) => {
      const time = line.textContent.match(/time=([\d.]+) ms/);
      return time && from <= Number(time[1]) && Number(time[1]) < to;
    }),
    [from, to],
  );

/** A ping goes on while the link is slowed, and slowed more. */
async function slowed(page) {
  await type(page, "first", "oping -n oping_server -i 1s -c 2000");
  await pingTakes(page, [0, 10]);
  await delay(page, 40);
  await pingTakes(page, [80, 100]);
  await delay(page, 90);
  await pingTakes(page, [180, 220]);
  await shot(page, "layers-delay");
}

async function cut(page) {
  await mapShowsCut(page, false);
  await press(page, "Cut");
  await inForce(page, "cut");
  await mapShowsCut(page, true);
  await type(page, "first", `ip link show ${LINK}`);
  await lines(page, "state DOWN").first().waitFor();
  await shot(page, "layers-cut");
  await press(page, "Mend");
  await inForce(page, "delay 90 ms");
  await mapShowsCut(page, false);
}
