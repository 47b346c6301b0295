// With fingers: two of them zoom and move the view, one drags a node.
import { awake, expect, shot } from "../conga.mjs";

export const title = "Fingers zoom, pan and drag";
export const options = { hasTouch: true, viewport: { width: 1024, height: 768 } };

export async function walk({ page, context }) {
  await page.locator("[data-example=star]").first().click();
  await page.waitForURL(/\/e\//);
  await awake(page);
  await page.locator("[data-node][data-x]").first().waitFor({ state: "attached" });
  const screen = await context.newCDPSession(page);
  const touch = (type, ...points) => screen.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const map = await page.locator(".map").boundingBox();
  const [x, y] = [map.x + map.width / 2, map.y + map.height * 0.25];

  const scale = async () => Number.parseFloat(await page.locator(".map-scale").innerText());
  const before = await scale();
  await touch("touchStart", [x - 40, y], [x + 40, y]);
  for (const by of [55, 70, 90]) await touch("touchMove", [x - by, y], [x + by, y]);
  await touch("touchEnd");
  expect((await scale()) > before * 1.5, `two fingers apart zoom in: ${before} to ${await scale()} %`);

  const atRest = () => page.waitForTimeout(150);
  await atRest();
  const first = await place(page);
  await touch("touchStart", [x - 40, y], [x + 40, y]);
  for (const by of [10, 30, 60]) await touch("touchMove", [x - 40, y + by], [x + 40, y + by]);
  await touch("touchEnd");
  await page.waitForFunction(([name, y]) => Number(document.querySelector(`[data-node="${name}"]`).dataset.y) > y + 40, first);

  await page.getByRole("button", { name: /^Show everything/ }).click();
  await atRest();
  const [name] = await place(page);
  const node = page.locator(`[data-node="${name}"]`);
  const at = [map.x + Number(await node.getAttribute("data-x")), map.y + Number(await node.getAttribute("data-y"))];
  await touch("touchStart", at);
  for (const by of [10, 30, 60]) await touch("touchMove", [at[0] + by, at[1]]);
  await touch("touchEnd");
  await page.getByRole("button", { name: /^Undo: Move/ }).waitFor();
  await shot(page, "touch");
}

/** The first node: its name, and how far down it is seen. */
const place = (page) =>
  page.evaluate(() => {
    const node = document.querySelector("[data-node][data-x]");
    return [node.dataset.node, Number(node.dataset.y)];
  });
