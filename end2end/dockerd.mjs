// A Docker engine of one's own, in a network namespace: one small image, and the folder of the stand-in in every container.
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { where } from "./standin.mjs";

const IMAGE = "conga-walk:local";

/** Where containers see the stand-in's folder. */
const SEEN = "/standin";

/** Why there can be no engine here; null if there can. */
export function lacksDocker() {
  const lacking = ["dockerd", "docker", "runc", "busybox", "ip", "nsenter"].find((program) => !where(program));
  return lacking ? `needs ${lacking}` : null;
}

// The engine's own runtime, which is first told of one folder more.
const RUNTIME = (folder) => `#!/bin/sh
for word; do
  if [ "$before" = --bundle ]; then
    sed -i 's|"mounts":\\[|&{"destination":"${SEEN}","type":"bind","source":"${folder}","options":["rbind","ro"]},|' "$word/config.json"
  fi
  before=$word
done
exec runc "$@"
`;

/** An engine that is not started yet, and the administrator's settings for it. */
export function dockerEngine(standinFolder) {
  const folder = mkdtempSync("/var/tmp/conga-dockerd-");
  const netns = basename(folder);
  const file = (name) => join(folder, name);
  const docker = (...args) => execFileSync("docker", [`--host=unix://${file("socket")}`, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const ip = (...args) => execFileSync("ip", args, { stdio: "ignore" });
  let engine = null;
  process.once("exit", () => engine?.kill("SIGKILL"));
  return {
    settings: `[docker]\nsocket = "${file("socket")}"\nimage = "${IMAGE}"\n`,
    /** Why it does not start here; null if it does. */
    async start() {
      writeFileSync(file("runtime"), RUNTIME(standinFolder));
      chmodSync(file("runtime"), 0o755);
      ip("netns", "add", netns);
      ip("-n", netns, "link", "set", "lo", "up");
      const log = openSync(file("log"), "w");
      const args = [`--host=unix://${file("socket")}`, "--data-root", file("data"), "--exec-root", file("exec"), "--pidfile", file("pid")];
      args.push("--add-runtime", `standin=${file("runtime")}`, "--default-runtime", "standin");
      engine = spawn("nsenter", [`--net=/run/netns/${netns}`, "dockerd", ...args], { stdio: ["ignore", log, log] });
      closeSync(log);
      let over = false;
      engine.once("exit", () => { over = true; });
      for (let answers = false; !answers; ) {
        if (over) return `needs a kernel on which dockerd starts: ${readFileSync(file("log"), "utf8").trim().split("\n").pop()}`;
        try {
          docker("version");
          answers = true;
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
      build(file("root"));
      execFileSync("tar", ["-C", file("root"), "-cf", file("root.tar"), "."]);
      docker("import", "--change", `ENV CONGA_STANDIN=${SEEN}/socket`, file("root.tar"), IMAGE);
      return null;
    },
    /** Containers, networks and volumes. */
    belongings: () => [["ps", "--all"], ["network", "ls"], ["volume", "ls"]].map((list) => docker(...list, "--quiet")).join(""),
    async end() {
      if (engine) {
        const ended = new Promise((resolve) => engine.once("exit", resolve));
        if (engine.exitCode === null && engine.kill("SIGTERM")) await ended;
        engine = null;
        ip("netns", "del", netns);
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A root folder of busybox, the stand-in under its three names, and the libraries it needs. */
function build(root) {
  for (const made of ["bin", "tmp", "proc", "sys", "dev", "etc", "run", SEEN]) mkdirSync(join(root, made), { recursive: true });
  const busybox = where("busybox");
  copyFileSync(busybox, join(root, "bin/busybox"));
  const applets = execFileSync(busybox, ["--list"], { encoding: "utf8" }).trim().split("\n");
  for (const name of applets.filter((name) => name !== "busybox")) symlinkSync("/bin/busybox", join(root, "bin", name));
  copyFileSync(process.env.STANDIN, join(root, "bin/standin"));
  for (const name of ["irmd", "irm", "oping"]) symlinkSync("/bin/standin", join(root, "bin", name));
  const needed = execFileSync("ldd", [process.env.STANDIN], { encoding: "utf8" }).match(/\/\S+/g) ?? [];
  for (const library of needed) {
    mkdirSync(join(root, library, ".."), { recursive: true });
    copyFileSync(library, join(root, library));
  }
}
