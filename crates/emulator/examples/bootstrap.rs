//! How long the emulator takes to bootstrap a large layer: `cargo run --release --example bootstrap [NODES LINKS]`.

#[path = "../tests/emulator/graph.rs"]
mod graph;

use emulator::{Era, World};
use graph::Graph;
use std::time::Instant;
use testbed::Command;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse().ok());
    let (nodes, links) = (numbers.next().unwrap_or(1_000), numbers.next().unwrap_or(1_500));
    let graph = Graph::random(nodes, links, 1);
    let commands = graph.commands();
    let mut world = World::new(&graph.site(), Era::Seed, 1);
    for node in 0..nodes {
        world.run(&format!("n{node}"), &Command::of("irmd").into_daemon());
    }
    let (begin, events) = (Instant::now(), world.events());
    let mut failed = 0;
    for (machine, command) in &commands {
        failed += usize::from(world.run(machine, command).is_none_or(|exit| exit.status != 0));
        world.take_said();
    }
    world.run_until_idle(u64::MAX);
    let (seconds, events) = (begin.elapsed().as_secs_f64(), world.events() - events);
    println!("{} commands, {failed} failed, {:.1} s of virtual time", commands.len(), world.now().as_secs_f64());
    println!("{seconds:.3} s, {events} events, {:.0} events/s", events as f64 / seconds);
    let begin = Instant::now();
    let last = format!("n{}", nodes - 1);
    for command in ["irm b prog oping name o", "irm n r o ipcp n1.*"] {
        world.run(&last, &Command::of(command));
    }
    world.run(&last, &Command::of("oping -l").into_daemon());
    let exit = world.run("n0", &Command::of("oping -n o -c 10 -i 10ms -Q"));
    println!("{}{:.3} s", exit.map(|exit| exit.output).unwrap_or_default(), begin.elapsed().as_secs_f64());
}
