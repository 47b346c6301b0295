// Lays a graph out by elkjs: "ALGORITHM N" and a line "A B" for each link come in; milliseconds of CPU, then x and y of each node go out.
import ELK from "elkjs/lib/elk.bundled.js";
import { readFileSync } from "node:fs";

const [head, ...lines] = readFileSync(0, "utf8").trim().split("\n");
const [algorithm, n] = head.split(" ");
const graph = {
  id: "all",
  layoutOptions: { "elk.algorithm": algorithm, "elk.randomSeed": "1" },
  children: Array.from({ length: Number(n) }, (_, node) => ({ id: `${node}`, width: 58, height: 29 })),
  edges: lines.map((line, at) => ({ id: `e${at}`, sources: [line.split(" ")[0]], targets: [line.split(" ")[1]] })),
};
const elk = new ELK();
const began = process.cpuUsage();
const { children } = await elk.layout(graph);
const { user, system } = process.cpuUsage(began);
console.log((user + system) / 1000);
for (const node of children) console.log(node.x + node.width / 2, node.y + node.height / 2);
