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
        let command = match line.contains(['\'', '"', ';', '&', '>', '|']) {
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
pub const STAR: &str = "
    client1 >> irm i b n e1.client1 type local layer e1
    client1 >> irm i b n n1.client1 type unicast layer n1 autobind
    client2 >> irm i b n e3.client2 type local layer e3
    client2 >> irm i c n n1.client2 type unicast
    router >> irm i b n e1.router type local layer e1
    router >> irm i b n e3.router type local layer e3
    router >> irm i b n e2.router type local layer e2
    router >> irm i c n n1.router type unicast
    server >> irm i b n e2.server type local layer e2
    server >> irm i c n n1.server type unicast
    client1 >> irm n r n1.client1 ipcp e1.client1
    client1 >> irm n r n1 ipcp e1.client1
    router >> irm n r n1.router ipcp e1.router ipcp e2.router ipcp e3.router
    router >> irm i e n n1.router layer n1 autobind
    router >> irm n r n1 ipcp e1.router ipcp e2.router ipcp e3.router
    client2 >> irm n r n1.client2 ipcp e3.client2
    client2 >> irm i e n n1.client2 layer n1 autobind
    client2 >> irm n r n1 ipcp e3.client2
    server >> irm n r n1.server ipcp e2.server
    server >> irm i e n n1.server layer n1 autobind
    server >> irm n r n1 ipcp e2.server
    router >> irm i conn n n1.router dst n1.client1
    client2 >> irm i conn n n1.client2 dst n1.router
    server >> irm i conn n n1.server dst n1.router
";

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
