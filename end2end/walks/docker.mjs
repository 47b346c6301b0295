// The star in Docker containers, with one click: an engine of the walk's own, and programs that stand in for Ouroboros in its image.
import { expect, shot } from "../conga.mjs";
import { dockerEngine, lacksDocker } from "../dockerd.mjs";
import { cleanUp, delay, example, inForce, pingAcross, press, select, start } from "../run.mjs";
import { lacks, leftOf, star, standIn } from "../standin.mjs";

export const title = "The star runs in Docker containers";

const missing = lacks() ?? lacksDocker();
const standin = missing ? null : standIn();
const engine = missing ? null : dockerEngine(standin.folder);

export const options = { env: standin?.env, testbeds: engine?.settings };

export async function walk({ page }) {
  const skip = (why) => console.log(`        Docker is not walked here: ${why}`);
  if (missing) return skip(missing);
  try {
    const why = await engine.start();
    if (why) return skip(why);
    await standin.play(star());
    const before = engine.belongings();
    await example(page, "star");
    const run = await start(page, "docker");
    await pingAcross(page);
    await shot(page, "docker-ping");
    await select(page, "data-layer=e1");
    await delay(page, 40);
    await press(page, "Cut");
    await inForce(page, "cut");
    await shot(page, "docker-cut");
    await cleanUp(page);
    const left = leftOf(run);
    expect(left.length === 0, `nothing is left of the run: ${left}`);
    expect(engine.belongings() === before, `the engine has what it had: ${engine.belongings()}`);
  } finally {
    await standin.end();
    await engine.end();
  }
}
