// Hosts reached by SSH: network namespaces with cables between them, and for each an SSH server at a port of the loopback address.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { basename, join } from "node:path";
import { where } from "./standin.mjs";

/** Why there can be no hosts here; null if there can. */
export function lacksSsh() {
  const lacking = ["sshd", "ssh", "ssh-keygen", "ip", "nsenter"].find((program) => !where(program));
  return lacking ? `needs ${lacking}` : null;
}

/** Hosts with these cables, given as `{ net1: ["a", "b"] }` in their own names for them; `env` is that of every command there. */
export function sshHosts(names, cables, env) {
  const folder = mkdtempSync("/var/tmp/conga-sshd-");
  const file = (name) => join(folder, name);
  const netns = (host) => `${basename(folder)}-${host}`;
  const ip = (...args) => execFileSync("ip", args, { stdio: "ignore" });
  const servers = [];
  const connections = new Set();
  process.once("exit", () => connections.forEach((connection) => connection.kill("SIGKILL")));

  const serve = async (host) => {
    // The server gets the connection itself, and stands where the host's interfaces are.
    const server = createServer({ pauseOnConnect: true }, (socket) => {
      const words = [`--net=/run/netns/${netns(host)}`, where("sshd"), "-i", "-f", file("config")];
      const connection = spawn("nsenter", words, { stdio: [socket, socket, "ignore"] });
      connections.add(connection);
      connection.once("exit", () => connections.delete(connection));
      socket.destroy();
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
    return server.address().port;
  };

  return {
    /** The network, and the administrator's settings for it; a cable is an interface of the experiment by its own name. */
    async start(interfaces) {
      for (const key of ["host", "user"]) execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file(key)]);
      copyFileSync(file("user.pub"), file("authorized"));
      mkdirSync("/run/sshd", { recursive: true });
      mkdirSync(file("s"), { mode: 0o700 });
      const set = Object.entries({ ...env, HOME: folder }).map(([name, value]) => `${name}=${value}`).join(" ");
      writeFileSync(file("config"), `HostKey ${file("host")}\nAuthorizedKeysFile ${file("authorized")}\nPidFile none\nStrictModes no
UsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\nMaxSessions 100\nSubsystem sftp internal-sftp\nSetEnv ${set}\n`);
      for (const host of names) {
        ip("netns", "add", netns(host));
        ip("-n", netns(host), "link", "set", "lo", "up");
      }
      for (const [name, [a, b]] of Object.entries(cables)) {
        ip("-n", netns(a), "link", "add", name, "type", "veth", "peer", "name", name, "netns", netns(b));
        for (const host of [a, b]) ip("-n", netns(host), "link", "set", name, "up");
      }
      const key = readFileSync(file("host.pub"), "utf8");
      let known = "";
      let settings = `[ssh]\nknown_hosts = "${file("known")}"\nkey = "${file("user")}"\nsockets = "${file("s")}"\npatience_s = 30\n`;
      for (const host of names) {
        const port = await serve(host);
        known += `[127.0.0.1]:${port} ${key}`;
        const ours = Object.entries(interfaces).filter(([, there]) => cables[there].includes(host)).map(([name, there]) => `${name} = "${there}"`);
        settings += `[[ssh.hosts]]\nname = "${host}"\naddress = "127.0.0.1"\nport = ${port}\nuser = "${userInfo().username}"\ninterfaces = { ${ours.join(", ")} }\n`;
      }
      writeFileSync(file("known"), known);
      return settings;
    },
    /** Connections that are kept, and what shapes the hosts' interfaces. */
    belongings() {
      const shaped = names.map((host) => execFileSync("tc", ["-n", netns(host), "qdisc", "show"], { encoding: "utf8" }));
      return [...readdirSync(file("s"), { recursive: true }), ...shaped].join("\n");
    },
    async end() {
      const ended = [...connections].map((connection) => new Promise((resolve) => connection.once("exit", resolve)));
      connections.forEach((connection) => connection.kill("SIGKILL"));
      await Promise.all(ended);
      servers.forEach((server) => server.close());
      for (const host of names) {
        try {
          ip("netns", "del", netns(host));
        } catch {
          // It was never made.
        }
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
