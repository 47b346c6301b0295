// Every page in every colour and size: nothing serious for axe, nothing wider than the window, also at 200 % zoom.
import { accessible, awake, expect, shot } from "../conga.mjs";

export const title = "Every page holds in light, dark and high contrast, large and small";

const SIZES = [[1440, 900], [800, 600], [720, 450]];

export async function walk({ page, base, problems }) {
  await page.locator("[data-example=recursion]").first().click();
  await page.waitForURL(/\/e\//);
  const editor = page.url();
  await awake(page);
  await drawn(page);
  const run = await started(page);
  const pages = [
    ["experiments", `${base}/`, () => page.locator(".card").first().waitFor()],
    ["editor", editor, () => nodeSelected(page)],
    ["layer", editor, () => view(page, "2")],
    ["stack", editor, () => view(page, "3")],
    ["history", editor, async () => { await view(page, "1"); await page.keyboard.press("6"); await page.locator(".history-step").first().waitFor(); }],
    ["keys", editor, () => dialog(page, "?")],
    ["palette", editor, () => dialog(page, "Control+k")],
    ["runs", `${editor}/runs`, () => page.locator("tbody tr").first().waitFor()],
    ["compare", `${editor}/diff`, () => page.locator(".compare").waitFor()],
    ["run", run, () => page.locator('[data-run-state="Up"]').waitFor()],
    ["missing", `${base}/nowhere`, async () => {
      await page.getByRole("heading").first().waitFor();
      // That it is not there is what was asked for.
      problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes("404")));
    }],
  ];
  const wrong = [];
  for (const colours of ["light", "dark", "contrast"]) {
    await page.evaluate((colours) => localStorage.setItem("conga-theme", colours), colours);
    for (const [name, address, ready] of pages) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(address);
      await awake(page);
      await ready();
      await accessible(page, `${name} in ${colours}`).catch((error) => wrong.push(error.message));
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (wide > 0) wrong.push(`${name} is not wider than ${width}: ${wide} too wide`);
        await shot(page, `${name}-${colours}-${width}`);
      }
    }
  }
  expect(wrong.length === 0, `nothing wrong, not\n${wrong.join("\n")}`);
}

const drawn = (page) => page.locator("[data-node][data-x]").first().waitFor({ state: "attached" });

async function nodeSelected(page) {
  await drawn(page);
  await page.locator(".map").focus();
  await page.keyboard.press("Tab");
  await page.locator(".inspector h2.mono").waitFor();
}

async function view(page, key) {
  await page.locator(".map, .stack").first().waitFor();
  await page.keyboard.press(key);
  await page.waitForTimeout(120);
}

async function dialog(page, key) {
  await page.locator(".inspector").waitFor();
  await page.keyboard.press(key);
  await page.getByRole("dialog").waitFor();
}

async function started(page) {
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: /^Pace/ }).selectOption("full");
  await dialog.getByRole("button", { name: "Start" }).click();
  await page.waitForURL(/\/runs\//);
  await page.locator('[data-run-state="Up"]').waitFor({ timeout: 60_000 });
  return page.url();
}
