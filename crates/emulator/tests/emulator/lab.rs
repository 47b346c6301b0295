//! A world under test, and the texts of its commands.

use emulator::{Era, World};
use testbed::{Command, Exit, Machine, Port, Shape, Site, Wire};

/// A world whose commands are written `node >> command`.
pub struct Lab {
    pub world: World,
}

/// A site of these machines; a wire is `name: a b c`, and is the interface's name at each end.
pub fn site(machines: &[&str], wires: &[&str]) -> Site {
    let machines = machines.iter().map(|name| Machine { name: (*name).to_owned() }).collect();
    let wires = wires.iter().map(|wire| {
        let (name, ends) = wire.split_once(':').expect("a wire is written `name: ends`");
        let port =
            |machine: &str| Port { machine: machine.to_owned(), interface: name.to_owned(), egress: Shape::default() };
        Wire { name: name.to_owned(), ports: ends.split_whitespace().map(port).collect() }
    });
    Site { machines, wires: wires.collect() }
}

impl Lab {
    pub fn new(site: &Site, era: Era) -> Self {
        Self::seeded(site, era, 1)
    }

    pub fn seeded(site: &Site, era: Era, seed: u64) -> Self {
        Self { world: World::new(site, era, seed) }
    }

    /// Every machine's daemon runs.
    pub fn with_daemons(mut self) -> Self {
        let snapshot = self.world.snapshot();
        for machine in snapshot.machines {
            let exit = self.world.run(&machine.name, &Command::of("irmd").into_daemon());
            assert_eq!(exit.map(|exit| exit.status), Some(0));
        }
        self
    }

    /// Runs a line on a machine: through a shell if it needs one.
    pub fn on(&mut self, machine: &str, line: &str) -> Exit {
        let command = match line.contains(['\'', '"', ';', '&', '>', '<', '|', '$', '=']) {
            true => Command::new(["sh", "-c", line]),
            false => Command::of(line),
        };
        self.world.run(machine, &command).expect("the machine exists")
    }

    /// Runs lines written `node >> command`, all of which must succeed.
    pub fn all(&mut self, lines: &str) {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (machine, command) = line.split_once(" >> ").expect("a line is written `node >> command`");
            let exit = self.on(machine.trim(), command);
            assert_eq!(exit.status, 0, "{line}\n{}{}", exit.output, self.logs());
        }
    }

    /// A session as text: each line, its output, and its status if it is not 0.
    pub fn session(&mut self, lines: &str) -> String {
        let mut text = String::new();
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (machine, command) = line.split_once(" >> ").expect("a line is written `node >> command`");
            self.world.take_said();
            let exit = self.on(machine.trim(), command);
            text += &format!("$ {command}\n{}{}", exit.output, self.logs());
            if exit.status != 0 {
                text += &format!("[{}]\n", exit.status);
            }
        }
        text
    }

    /// What was said to nobody since last asked.
    pub fn logs(&mut self) -> String {
        self.world.take_said().into_iter().fold(String::new(), |text, line| text + "  | " + &line.text + "\n")
    }
}

/// The star of Rumba's page.
pub fn star() -> Site {
    site(
        &["client1", "client2", "router", "server"],
        &["e1: client1 router", "e2: router server", "e3: client2 router"],
    )
}

/// Its 24 commands.
pub const STAR: &str = include_str!("../../../prototypes/tests/ouroboros/seed.txt");

/// What today's daemons need before: the names of others.
pub const STAR_NAMES: &str = "
    router >> irm n c n1
    client2 >> irm n c n1
    server >> irm n c n1
    router >> irm n c n1.client1
    client2 >> irm n c n1.router
    server >> irm n c n1.router
";

/// A ping server on the star's server.
pub const SERVE: &str = "server >> irm bind prog oping name oping_server;irm name register oping_server layer n1;oping --listen > /dev/null 2>&1 &";
