// Notes on the map: written, moved by hand and by keys, changed, undone, kept over a reload, in the file, taken away.
import { accessible, awake, expect, shot } from "../conga.mjs";

export const title = "Notes are written on the map, moved, changed and undone";

export async function walk({ page }) {
  await page.locator("[data-example=star]").first().click();
  await page.waitForURL(/\/e\//);
  await awake(page);
  await page.locator("[data-node=client1][data-x]").waitFor({ state: "attached" });
  const note = page.locator("[data-note='0']");
  await page.locator(".map").focus();
  await page.keyboard.press("t");
  // Nothing was written: nothing is there.
  await page.locator(".map-note textarea").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".map-note").waitFor({ state: "detached" });
  expect(await page.getByRole("button", { name: /^Undo/ }).isDisabled(), "nothing is done that could be undone");
  await page.keyboard.press("t");
  await page.keyboard.type("the provider's side\nis not ours");
  await page.keyboard.press("Control+Enter");
  await note.waitFor();
  await undoes(page, "Write a note");
  const before = await middle(note);
  await page.mouse.move(before.x, before.y);
  await page.mouse.down();
  await page.mouse.move(before.x + 150, before.y + 90, { steps: 6 });
  await page.mouse.up();
  await undoes(page, "Move a note");
  const moved = await middle(note);
  expect(Math.abs(moved.x - before.x - 150) < 3 && Math.abs(moved.y - before.y - 90) < 3, "the note is where it was dragged");
  await note.focus();
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction((x) => {
    const { x: left, width } = document.querySelector("[data-note='0']").getBoundingClientRect();
    return left + width / 2 < x - 5;
  }, moved.x);
  await note.dblclick();
  await page.locator(".map-note textarea").fill("provider");
  await page.locator(".map").click({ position: { x: 20, y: 300 } });
  await page.locator("[data-note='0']", { hasText: /^provider$/ }).waitFor();
  await undoes(page, "Change a note");
  await accessible(page, "a map with a note");
  await shot(page, "note");
  await page.getByRole("button", { name: "Saved", exact: true }).waitFor();
  await page.reload();
  await awake(page);
  await page.locator("[data-note='0']", { hasText: "provider" }).focus();
  await page.keyboard.press("Delete");
  await note.waitFor({ state: "detached" });
  await page.keyboard.press("Control+z");
  await note.waitFor();
}

const undoes = (page, what) => page.getByRole("button", { name: `Undo: ${what}` }).waitFor();

async function middle(note) {
  const { x, y, width, height } = await note.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}
