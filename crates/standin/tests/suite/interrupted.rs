//! Installing the prototype is broken off, by a word or by the death of the server: what it started is ended and nothing is left.

use crate::{
    case::Case,
    ground::Ground,
    inventory::{a_sleep, n_running},
    killed::{PAIR, kill},
    served::House,
    sshd::Sshd,
};
use serde_json::Value;
use testbeds::DockerSettings;

/// The whole case on one testbed.
///
/// Errors: there is no server to try.
pub fn try_all(ground: &Ground) -> Result<(), String> {
    let house = House::new(&settings(ground), Vec::new())?;
    let mut case = Case::of(ground, house.serve(), PAIR, vec![a_sleep(8)]);
    by_a_word(&mut case);
    by_death(&mut case, &house);
    Ok(())
}

/// What the administrator wrote: installing takes for ever, in processes of several kinds.
fn settings(ground: &Ground) -> String {
    let sleep = a_sleep(8);
    let line = format!("echo installing; {sleep} & setsid {sleep} & {sleep}");
    let install = format!("programs = [\"no-such-program\"]\ncommands = [[\"sh\", \"-c\", \"{line}\"]]\n");
    if let Some(engine) = &ground.engine {
        return built(engine, "never-made:1", &install);
    }
    match &ground.sshd {
        Some(hosts) => format!("{}[ssh.install]\n{install}", written(hosts)),
        None => format!("[{0}.install]\n{install}", ground.bed.kind()),
    }
}

/// An engine with an image of its own, built with what is installed.
pub fn built(engine: &DockerSettings, image: &str, install: &str) -> String {
    let place = match (&engine.host, &engine.certificates) {
        (Some(host), Some(folder)) => format!("host = \"{host}\"\ncertificates = \"{}\"", folder.display()),
        _ => format!("socket = \"{}\"", engine.socket.display()),
    };
    let build = format!("[docker.build]\nbase = \"{}\"\n[docker.build.install]\n{install}", engine.image);
    format!("[docker]\n{place}\nimage = \"{image}\"\n{build}")
}

/// The hosts, as the administrator writes them.
pub fn written(hosts: &Sshd) -> String {
    let settings = hosts.settings();
    let path = |path: Option<std::path::PathBuf>| path.expect("a path").display().to_string();
    let (known, key) = (settings.known_hosts.display(), path(settings.key));
    let hosts = settings.hosts.iter().map(|host| {
        let interfaces = host.interfaces.iter().map(|(name, there)| format!("{name} = \"{there}\""));
        let interfaces = interfaces.collect::<Vec<_>>().join(", ");
        let (port, user) = (host.port.expect("a port"), host.user.as_deref().expect("a user"));
        let (name, address) = (&host.name, &host.address);
        format!(
            "{{ name = \"{name}\", address = \"{address}\", port = {port}, user = \"{user}\", interfaces = {{ {interfaces} }} }}"
        )
    });
    let hosts: Vec<String> = hosts.collect();
    format!(
        "[ssh]\nknown_hosts = \"{known}\"\nkey = \"{key}\"\nsockets = \"{}\"\nhosts = [{}]\n",
        path(settings.sockets),
        hosts.join(", ")
    )
}

/// A run that is installing; its id.
fn installing(case: &Case<'_>) -> String {
    case.running("installing", || n_running(&a_sleep(8)) >= 3)
}

fn by_a_word(case: &mut Case<'_>) {
    let run = installing(case);
    case.cancel(&run);
    case.clean_up(&run);
    case.assert_clean("clean after a cancel");
    let log = case.log(&run);
    assert!(log.contains("installing") && log.contains("cancelled with "), "{}: {log}", case.kind);
}

fn by_death(case: &mut Case<'_>, house: &House) {
    installing(case);
    kill(case.served.pid());
    while !case.served.is_dead() {
        std::thread::yield_now();
    }
    case.served = house.serve();
    let is_over = |card: &Value| !card["ended_ms"].is_null();
    case.wait_until("over", || case.served.runs(&case.experiment).expect("an answer").iter().all(is_over));
    case.assert_clean("clean after a death");
}
