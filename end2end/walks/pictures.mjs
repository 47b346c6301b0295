// Pictures: from the export menu as every form; the page to look around in works from disk, without a server.
import { awake, expect, shot, watch } from "../conga.mjs";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const title = "A drawing becomes pictures that need no server";

export async function walk({ page, context, problems }) {
  await page.locator("[data-example=star]").first().click();
  await awake(page);
  await page.locator("[data-node=router]").first().waitFor();
  await page.locator(".map-scale").waitFor();
  await shot(page, "picture-canvas");
  const folder = mkdtempSync(join(tmpdir(), "conga-pictures-"));
  try {
    const svg = await picture(page, folder, "svg", "map");
    expect(svg.includes(">router</text>") && svg.includes("@font-face"), "an SVG with its text and its font");
    expect((await picture(page, folder, "pdf", "layer:n1")).startsWith("%PDF-"), "a PDF");
    expect((await picture(page, folder, "png", "stack")).includes("PNG"), "a PNG");
    await picture(page, folder, "html", "map");
    await lookAround(context, problems, join(folder, "picture.html"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks for a picture by the dialog; what the browser was given. */
async function picture(page, folder, form, of) {
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /^Picture/ }).click();
  const dialog = page.getByRole("dialog", { name: "Picture" });
  await dialog.getByRole("combobox", { name: /^Of/ }).selectOption(of);
  await dialog.getByRole("combobox", { name: /^As/ }).selectOption(form);
  if (form === "svg") await shot(page, "picture-dialog");
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download" }).click();
  const file = join(folder, `picture.${form}`);
  await (await download).saveAs(file);
  return readFileSync(file, "latin1");
}

/** The page alone, from disk. */
async function lookAround(context, problems, file) {
  const viewer = await context.newPage();
  watch(viewer, problems);
  await viewer.goto(pathToFileURL(file).href);
  const seen = () => viewer.locator("#picture").getAttribute("viewBox");
  const whole = await seen();
  await viewer.getByRole("button", { name: "Zoom in" }).click();
  const near = await seen();
  expect(Number(near.split(" ")[2]) < Number(whole.split(" ")[2]), "less of the drawing after zooming in");
  await viewer.mouse.move(700, 700);
  await viewer.mouse.down();
  await viewer.mouse.move(760, 720);
  await viewer.mouse.up();
  expect((await seen()) !== near, "another part after dragging");
  await viewer.getByRole("button", { name: "n1" }).click();
  expect((await viewer.locator(".link.is-lit").count()) > 0, "links that carry n1 lit");
  await shot(viewer, "picture-viewer");
  await viewer.getByLabel("Find a name").fill("rout");
  expect((await viewer.locator("#found").textContent()) === "1 of 1", "one thing found");
  expect((await viewer.locator(".node.is-found[data-name=router]").count()) === 1, "the router marked");
  await viewer.goto(pathToFileURL(file).href + "#client1");
  await viewer.reload();
  expect((await viewer.locator(".node.is-found").getAttribute("data-name")) === "client1", "the address says what to show");
  await viewer.close();
}
