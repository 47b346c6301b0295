//! How long the emulator takes to bootstrap a large layer: `cargo bench -p emulator [-- NODES LINKS]`.

#[path = "../tests/emulator/graph.rs"]
mod graph;

use emulator::{Era, World};
use graph::Graph;
use std::time::Instant;
use testbed::{Command, Exit};

/// The command's end; a network that does not come up makes no figure.
fn run(world: &mut World, node: usize, command: &Command) -> Exit {
    let exit = world.run(&format!("n{node}"), command).expect("the node exists");
    assert_eq!(exit.status, 0, "n{node} >> {command}\n{}", exit.output);
    exit
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse().ok());
    let (nodes, links) = (numbers.next().unwrap_or(1_000), numbers.next().unwrap_or(1_500));
    let graph = Graph::random(nodes, links, 1);
    let commands = graph.commands();
    let mut world = World::new(&graph.site(), Era::Seed, 1);
    for node in 0..nodes {
        run(&mut world, node, &Command::of("irmd").into_daemon());
    }
    let (begin, events) = (Instant::now(), world.events());
    for (machine, command) in &commands {
        let exit = world.run(machine, command).expect("the machine exists");
        assert_eq!(exit.status, 0, "{machine} >> {command}\n{}", exit.output);
        world.take_said();
    }
    assert!(world.run_until_idle(u64::MAX), "the world comes to rest");
    let (seconds, events) = (begin.elapsed().as_secs_f64(), world.events() - events);
    println!(
        "emulator: {nodes} nodes, {links} links, {} commands: {seconds:.3} s (at most 1), {:.0} s of virtual time",
        commands.len(),
        world.now().as_secs_f64()
    );
    println!("emulator: {events} events, {:.0} events/s", events as f64 / seconds);
    for command in ["irm b prog oping name o", &format!("irm n r o ipcp n1.n{}", nodes - 1)] {
        run(&mut world, nodes - 1, &Command::of(command));
    }
    run(&mut world, nodes - 1, &Command::of("oping -l").into_daemon());
    let ping = run(&mut world, 0, &Command::of("oping -n o -c 100 -i 10ms -Q"));
    println!("emulator: {}", ping.output.lines().find(|line| line.contains("transmitted")).unwrap_or_default());
}
