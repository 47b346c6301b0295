// Runs every walk of walks/, one after another, each on a server and a browser of its own: `node walks.mjs [NAME…]`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { open, shot } from "./conga.mjs";

const folder = new URL("./walks/", import.meta.url);
const wanted = process.argv.slice(2);
const names = readdirSync(folder).filter((file) => file.endsWith(".mjs")).map((file) => file.replace(".mjs", "")).sort();
let passed = 0;
const failed = [];
for (const name of names.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const { walk, title, options } = await import(new URL(`${name}.mjs`, folder));
  const began = performance.now();
  const conga = await open(typeof options === "function" ? await options() : options);
  try {
    await walk(conga);
    if (conga.problems.length > 0) throw new Error(`the browser complains:\n  ${conga.problems.join("\n  ")}`);
    passed += 1;
    console.log(`ok      ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed.push(name);
    await shot(conga.page, `failed-${name}`).catch(() => {});
    console.log(`FAILED  ${title}\n${error.stack}\n${conga.problems.join("\n")}`);
  } finally {
    await conga.close();
  }
}
console.log(`${passed} passed, ${failed.length} failed`);
process.exit(failed.length === 0 && passed > 0 ? 0 : 1);
