//! What holds for every network.

use crate::graph::Graph;
use crate::lab::Lab;
use emulator::{Era, World};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::hash::{DefaultHasher, Hash, Hasher};
use testbed::Command;

fn config() -> ProptestConfig {
    ProptestConfig { cases: 32, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() }
}

fn graphs() -> impl Strategy<Value = Graph> {
    (2..7_usize, 0..4_usize, any::<u64>()).prop_map(|(nodes, more, seed)| Graph::random(nodes, nodes - 1 + more, seed))
}

/// The layer is up and every member answers to `echo<i>`.
fn up(graph: &Graph, seed: u64) -> Lab {
    let mut lab = Lab::seeded(&graph.site(), Era::Seed, seed).with_daemons();
    for (machine, command) in graph.commands() {
        let exit = lab.world.run(&machine, &command).expect("the machine exists");
        assert_eq!(exit.status, 0, "{machine} >> {command}\n{}{}", exit.output, lab.logs());
    }
    for node in 0..graph.nodes {
        lab.all(&format!(
            "n{node} >> irm b prog oping name echo{node}
             n{node} >> irm n r echo{node} ipcp n1.n{node}
             n{node} >> oping -l > /dev/null &"
        ));
    }
    lab
}

fn reaches(world: &mut World, from: usize, to: usize) -> bool {
    let command = format!("oping -n echo{to} -c 3 -i 5ms -Q");
    let exit = world.run(&format!("n{from}"), &Command::of(&command)).expect("the machine exists");
    exit.status == 0 && exit.output.contains("3 packets transmitted, 3 received, 0 out-of-order, 0% packet loss")
}

/// Every line, exit and count of events of a whole session.
fn trace(graph: &Graph, seed: u64) -> u64 {
    let mut lab = up(graph, seed);
    let mut hasher = DefaultHasher::new();
    let exit = lab.on("n0", "oping -n echo1 -c 20 -i 10ms");
    (exit.status, exit.output, lab.logs(), lab.world.events()).hash(&mut hasher);
    format!("{:?}", lab.world.snapshot()).hash(&mut hasher);
    hasher.finish()
}

/// Words that mean something to some program, some of them to none.
fn word() -> impl Strategy<Value = String> {
    let words = "i b e c d conn disconn n r u create prog process ipcp name layer type local unicast broadcast udp4 eth-dix \
        dev w0 w1 ip 10.0.0.1 autobind dst comp dt mgmt x y n1 n1.n0 n1.n1 * lb round-robin auto -- -l hash routing ecmp ttl 1 0 \
        99999999999 -c 3 -i 1ms -1 set up down link qdisc add del replace root netem loss 100% delay 1s rate 1kbit show -15 irmd oping";
    let words: Vec<&'static str> = words.split_whitespace().collect();
    prop_oneof![8 => prop::sample::select(words).prop_map(str::to_owned), 1 => "[^\0]{0,12}"]
}

fn commands() -> impl Strategy<Value = Vec<(usize, Vec<String>)>> {
    let programs =
        prop::sample::select(vec!["irm", "irm", "irm", "oping", "obc", "ip", "tc", "sh", "killall", "irmd", "timeout"]);
    let command = (0..3_usize, programs, prop::collection::vec(word(), 0..9));
    let command = command.prop_map(|(node, program, words)| {
        let line = match program {
            "sh" => vec!["sh".to_owned(), "-c".to_owned(), words.join(" ")],
            _ => std::iter::once(program.to_owned()).chain(words).collect(),
        };
        (node, line)
    });
    prop::collection::vec(command, 1..40)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_command_harms_the_world(graph in graphs(), commands in commands()) {
        let mut lab = up(&graph, 1);
        for (node, words) in commands {
            let machine = format!("n{}", node % graph.nodes);
            let call = lab.world.start(&machine, &Command::new(words)).expect("the machine exists");
            let until = lab.world.now() + std::time::Duration::from_millis(500);
            while !lab.world.ended(call) && lab.world.now() < until && lab.world.step() {}
            lab.world.cancel(call);
        }
        prop_assert!(lab.world.run_until_idle(2_000_000), "what was left in the background ends or rests");
        serde_json::to_string(&lab.world.snapshot()).expect("a snapshot can be written");
    }

    #[test]
    fn the_same_seed_gives_the_same_trace(graph in graphs(), seed in any::<u64>()) {
        let first = trace(&graph, seed);
        prop_assert_eq!(first, trace(&graph, seed));
        prop_assert_ne!(first, trace(&graph, seed.wrapping_add(1)));
    }

    #[test]
    fn every_pair_of_members_pings(graph in graphs(), seed in any::<u64>()) {
        let mut lab = up(&graph, seed);
        for from in 0..graph.nodes {
            for to in 0..graph.nodes {
                prop_assert!(reaches(&mut lab.world, from, to), "n{} to n{}\n{}", from, to, lab.logs());
            }
        }
    }

    #[test]
    fn a_cut_is_survived_where_a_path_is_left(graph in graphs(), cut in any::<prop::sample::Index>(), seed in any::<u64>()) {
        let mut lab = up(&graph, seed);
        let cut = cut.index(graph.links.len());
        let (a, _) = graph.links[cut];
        lab.all(&format!("n{a} >> ip link set w{cut} down"));
        let whole = parts(&graph, cut);
        for to in 1..graph.nodes {
            prop_assert_eq!(reaches(&mut lab.world, 0, to), whole[to] == whole[0], "n0 to n{}\n{}", to, lab.logs());
        }
    }
}

/// Which part each node is in without one of the links.
fn parts(graph: &Graph, cut: usize) -> Vec<usize> {
    let mut part: Vec<usize> = (0..graph.nodes).collect();
    for _ in 0..graph.nodes {
        for (link, (a, b)) in graph.links.iter().enumerate() {
            if link != cut {
                let least = part[*a].min(part[*b]);
                (part[*a], part[*b]) = (least, least);
            }
        }
    }
    part
}
