// A connected random network as a Rumba script; the same every time.

/** A script of `nodes` nodes, `links` links and one layer over all. */
export function script(nodes, links) {
  let state = 42;
  const below = (end) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * end);
  };
  const ends = Array.from({ length: links }, (_, link) => {
    const near = link + 1 < nodes ? link + 1 : below(nodes);
    return [near, link + 1 < nodes ? below(near) : (near + 1 + below(nodes - 1)) % nodes];
  });
  const linked = Array.from({ length: nodes }, () => []);
  ends.forEach(([a, b], link) => { linked[a].push(`e${link}`); linked[b].push(`e${link}`); });
  return [
    "from rumba.model import *", "import rumba.testbeds.local as local", "import rumba.prototypes.ouroboros as our",
    'n1 = NormalDIF("n1")', ...ends.map((_, link) => `e${link} = ShimEthDIF("e${link}")`),
    ...linked.map((of, node) => `h${node} = Node("h${node}", difs=[${of}, n1], dif_registrations={n1: [${of}]})`),
    `exp = our.Experiment(local.Testbed(), nodes=[${linked.map((_, node) => `h${node}`)}])`,
  ].join("\n");
}
