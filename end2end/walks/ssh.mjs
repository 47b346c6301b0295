// The star on hosts reached by SSH, with one click: servers of the walk's own, each where its host's cables end.
import { expect, shot } from "../conga.mjs";
import { cleanUp, example, inForce, pingAcross, press, select, start } from "../run.mjs";
import { lacksSsh, sshHosts } from "../sshd.mjs";
import { lacks, leftOf, star, starCables, standIn } from "../standin.mjs";

export const title = "The star runs on hosts reached by SSH";

// What the hosts call their ends of the cables.
const THERE = ["net1", "net2", "net3"];

const missing = lacks() ?? lacksSsh();
const standin = missing ? null : standIn();
const hosts = missing ? null : sshHosts(["client1", "client2", "router", "server"], starCables(THERE), standin.env);

export const options = async () => (missing ? {} : { testbeds: await hosts.start({ e1: "net1", e2: "net2", e3: "net3" }) });

export async function walk({ page }) {
  if (missing) {
    console.log(`        SSH is not walked here: ${missing}`);
    return;
  }
  try {
    await standin.play(star(THERE));
    const before = hosts.belongings();
    await example(page, "star");
    const run = await start(page, "ssh");
    await pingAcross(page);
    await shot(page, "ssh-ping");
    await select(page, "data-layer=e1");
    await press(page, "Cut");
    await inForce(page, "cut");
    await shot(page, "ssh-cut");
    await cleanUp(page);
    const left = leftOf(run);
    expect(left.length === 0, `nothing is left of the run: ${left}`);
    expect(hosts.belongings() === before, `the hosts are as they were: ${hosts.belongings()}`);
  } finally {
    await standin.end();
    await hosts.end();
  }
}
