//! Networks of any shape: a layer `n1` over wires, and the commands that make it, as Rumba would.

use std::collections::{BTreeSet, VecDeque};
use testbed::{Command, Machine, Port, Shape, Site, Wire};

/// A graph: so many nodes, and its links.
#[derive(Clone, Debug)]
pub struct Graph {
    pub nodes: usize,
    pub links: Vec<(usize, usize)>,
}

impl Graph {
    /// Connected, without parallel links: each node hangs on an earlier one, the other links are anywhere. The same seed gives the same graph.
    pub fn random(nodes: usize, links: usize, seed: u64) -> Self {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut below = |bound: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % bound as u64) as usize
        };
        let parent = |node: usize, draw: usize| draw.max(node.saturating_sub(40));
        let mut all: Vec<(usize, usize)> = (1..nodes).map(|node| (parent(node, below(node)), node)).collect();
        let mut known: BTreeSet<(usize, usize)> = all.iter().copied().collect();
        // A small graph may have no place for so many links.
        for _ in 0..10 * links {
            let (a, b) = (below(nodes), below(nodes));
            if all.len() < links && a != b && known.insert((a.min(b), a.max(b))) {
                all.push((a.min(b), a.max(b)));
            }
        }
        Self { nodes, links: all }
    }

    /// The site: node `i` is machine `ni`, link `k` is wire `wk`.
    pub fn site(&self) -> Site {
        let machines = (0..self.nodes).map(|node| Machine { name: format!("n{node}") }).collect();
        let wires = self.links.iter().enumerate().map(|(link, (a, b))| {
            let port = |node: &usize| Port {
                machine: format!("n{node}"),
                interface: format!("w{link}"),
                egress: Shape::default(),
            };
            Wire { name: format!("w{link}"), ports: vec![port(a), port(b)] }
        });
        Site { machines, wires: wires.collect() }
    }

    /// The commands after the daemons run: (machine, command). Enrollment is breadth-first from node 0.
    pub fn commands(&self) -> Vec<(String, Command)> {
        let mut list = Vec::new();
        let mut say = |node: usize, text: String| list.push((format!("n{node}"), Command::of(&text)));
        let mut at: Vec<Vec<usize>> = vec![Vec::new(); self.nodes];
        for (link, (a, b)) in self.links.iter().enumerate() {
            at[*a].push(link);
            at[*b].push(link);
        }
        for (node, links) in at.iter().enumerate() {
            for link in links {
                say(node, format!("irm i b n w{link}.n{node} type local layer w{link}"));
            }
            match node {
                0 => say(0, "irm i b n n1.n0 type unicast layer n1 autobind".to_owned()),
                _ => say(node, format!("irm i c n n1.n{node} type unicast")),
            }
        }
        let lower = |node: usize| at[node].iter().map(|link| format!(" ipcp w{link}.n{node}")).collect::<String>();
        let mut seen = vec![false; self.nodes];
        let mut queue = VecDeque::from([0]);
        seen[0] = true;
        while let Some(node) = queue.pop_front() {
            say(node, format!("irm n r n1.n{node}{}", lower(node)));
            if node != 0 {
                say(node, format!("irm i e n n1.n{node} layer n1 autobind"));
            }
            say(node, format!("irm n r n1{}", lower(node)));
            for link in &at[node] {
                let (a, b) = self.links[*link];
                let next = if a == node { b } else { a };
                if !std::mem::replace(&mut seen[next], true) {
                    queue.push_back(next);
                }
            }
        }
        for (a, b) in &self.links {
            say(*b, format!("irm i conn n n1.n{b} dst n1.n{a}"));
        }
        list
    }
}
