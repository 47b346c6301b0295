//! A program that one host of several lacks: the run says which and where, and takes down what was up.

use crate::{ground::Ground, interrupted::written, killed::PAIR, served::House};

/// The whole case.
///
/// Errors: there is no server to try.
pub fn try_all(ground: &Ground) -> Result<(), String> {
    let hosts = ground.sshd.as_ref().ok_or("hosts are needed")?;
    for (host, programs) in [("a", &["irmd", "irm", "oping"][..]), ("b", &["irmd", "oping"]), ("c", &[])] {
        hosts.give(host, programs);
    }
    let house = House::new(&written(hosts), Vec::new())?;
    let mut served = house.serve();
    let experiment = served.experiment(PAIR);
    let before = hosts.belongings();
    let run = served.run(&experiment, "ssh").expect("started");
    assert_eq!(served.wait_for(&run, &["up", "clean", "stuck"]).as_deref(), Some("clean"));
    let log = served.text(&format!("/api/runs/{run}/log"));
    assert!(log.contains("b has no irm; install Ouroboros there, or let the administrator set up `install`"), "{log}");
    assert_eq!(hosts.belongings(), before);
    Ok(())
}
