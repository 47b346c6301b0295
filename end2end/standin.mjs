// The stand-in: programs named `irmd`, `irm` and `oping`, with the emulator behind them, on the PATH of a server under test.
// `ip` and `tc` of a node's interfaces reach the emulator too, so that a cable pulled for real is pulled there as well.
import { spawn, execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Why real testbeds cannot be walked here; null if they can. */
export function lacks() {
  if (process.getuid() !== 0) return "needs root";
  if (!process.env.STANDIN || !existsSync(process.env.STANDIN)) return "STANDIN names no stand-in program";
  return ["ip", "nsenter", "unshare"].map(where).includes(null) ? "needs iproute2 and util-linux" : null;
}

/** Where a program is, as PATH says; null if it is nowhere. */
export function where(program) {
  const folder = process.env.PATH.split(":").find((folder) => existsSync(join(folder, program)));
  return folder ? join(folder, program) : null;
}

// The namespace `conga-TAG-INDEX` is the node of that index in the list of nodes.
const SHIM = (folder, program, real) => `#!/bin/sh
status=0
${real ? `${real} "$@" || status=$?` : ""}
case "$1 $2" in
"-n conga-"*) ;;
*) exit $status ;;
esac
node=$(sed -n "$((\${2##*-} + 1))p" ${folder}/nodes 2>/dev/null)
case "$2" in *-switches) exit $status ;; esac
shift 2
case "$1 $2" in
"link set" | "qdisc "*) CONGA_NODE=$node ${folder}/emulated/${program} "$@" ${real ? "> /dev/null 2>&1" : "|| status=$?"} ;;
esac
exit $status
`;

/** A folder with the programs, and the environment of a server that finds them. */
export function standIn() {
  // Not in /tmp, which nodes have to themselves.
  const folder = mkdtempSync("/var/tmp/conga-walk-");
  const socket = join(folder, "socket");
  const programs = join(folder, "programs");
  for (const made of [programs, join(folder, "emulated")]) mkdirSync(made);
  for (const name of ["irmd", "irm", "oping"]) symlinkSync(process.env.STANDIN, join(programs, name));
  for (const name of ["ip", "tc"]) {
    symlinkSync(process.env.STANDIN, join(folder, "emulated", name));
    // This kernel may have no netem; the emulator's `tc` has.
    writeFileSync(join(programs, name), SHIM(folder, name, name === "ip" ? where("ip") : null));
    chmodSync(join(programs, name), 0o755);
  }
  let daemon = null;
  const stop = async () => {
    if (daemon) {
      const ended = new Promise((resolve) => daemon.once("exit", resolve));
      daemon.kill("SIGKILL");
      await ended;
    }
    rmSync(socket, { force: true });
  };
  process.once("exit", () => daemon?.kill("SIGKILL"));
  return {
    folder,
    env: { PATH: `${programs}:${process.env.PATH}`, CONGA_STANDIN: socket },
    /** Plays a site from now on. */
    async play(site) {
      await stop();
      writeFileSync(join(folder, "site.json"), JSON.stringify(site));
      writeFileSync(join(folder, "nodes"), site.machines.map((machine) => `${machine.name}\n`).join(""));
      daemon = spawn(process.env.STANDIN, ["daemon", "--socket", socket, "--site", join(folder, "site.json"), "--speed", "20"], { stdio: "inherit" });
      while (!existsSync(socket)) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    async end() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One machine, which every node is. */
export const oneMachine = { machines: [{ name: "host" }], wires: [] };

const perfect = {
  delay_ms: 0, jitter_ms: 0, delay_correlation_percent: 0, spread: "uniform", loss_percent: 0, loss_correlation_percent: 0, rate_mbit: null,
};

/** A site of cables, given as `{ e1: ["a", "b"] }`. */
export function siteOf(machines, cables) {
  const ports = (name) => cables[name].map((machine) => ({ machine, interface: name, egress: perfect }));
  return {
    machines: machines.map((name) => ({ name })),
    wires: Object.keys(cables).map((name) => ({ name, ports: ports(name) })),
  };
}

/** The site of the star, by default as its links are called. */
export function star([e1, e2, e3] = ["e1", "e2", "e3"]) {
  return siteOf(["client1", "client2", "router", "server"], starCables([e1, e2, e3]));
}

/** The cables of the star. */
export const starCables = ([e1, e2, e3]) => ({ [e1]: ["client1", "router"], [e2]: ["router", "server"], [e3]: ["client2", "router"] });

/** What bears a run's mark: processes, namespaces, folders. */
export function leftOf(run) {
  const left = execFileSync("ip", ["netns", "list"], { encoding: "utf8" }).split("\n").filter((line) => line.includes(run));
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/environ`, "utf8").includes(`CONGA_RUN=conga-${run}`)) left.push(`process ${pid}`);
    } catch {
      // It ended meanwhile, or is a kernel thread.
    }
  }
  return left.concat(readdirSync("/tmp").filter((name) => name.includes(run)));
}
