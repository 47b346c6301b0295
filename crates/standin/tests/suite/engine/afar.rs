//! What is an engine's alone that is reached by TCP: who may, links that are its networks, and how those are shaped.

use super::refused;
use crate::{
    dockerd::Dockerd,
    ground::{Ground, site, tag},
};
use std::{
    fs,
    io::copy,
    net::{Shutdown, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    sync::Arc,
};
use testbed::{Command, Deaf, InForce, RunTag, Shape, Testbed};
use testbeds::{Docker, DockerSettings};

pub async fn all(ground: &Ground, dockerd: &Dockerd, settings: &DockerSettings) {
    strangers(dockerd, settings).await;
    in_clear(dockerd, settings).await;
    let tag = tag("afar");
    ground.claim(&tag, Arc::new(Deaf)).await;
    frames_cross(ground, dockerd, &tag).await;
    shaped(ground, &tag).await;
    ground.release(&tag).await;
}

/// Without certificates, or with those of another authority, nobody is let in; a stranger's engine is not talked to.
async fn strangers(dockerd: &Dockerd, settings: &DockerSettings) {
    let why = refused(DockerSettings { certificates: None, ..settings.clone() }).await;
    assert!(why.contains("no Docker engine answers at tcp://127.0.0.1:"), "{why}");
    let other = tempfile::tempdir_in("/var/tmp").expect("a folder");
    crate::dockerd::certificates(other.path());
    for (ca, of_user) in [(other.path(), dockerd.folder()), (dockerd.folder(), other.path())] {
        let mixed = tempfile::tempdir_in("/var/tmp").expect("a folder");
        for (name, from) in [("ca.pem", ca), ("cert.pem", of_user), ("key.pem", of_user)] {
            fs::copy(from.join(name), mixed.path().join(name)).expect("copied");
        }
        let why = refused(DockerSettings { certificates: Some(mixed.path().into()), ..settings.clone() }).await;
        assert!(why.contains("let the administrator name another host"), "{why}");
    }
    let why = refused(DockerSettings { certificates: Some("/no/such".into()), ..settings.clone() }).await;
    assert!(why.contains("/no/such/ca.pem") && why.contains("names `certificates` in testbeds.toml"), "{why}");
}

/// An engine on the loopback address may do without.
async fn in_clear(dockerd: &Dockerd, settings: &DockerSettings) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let host = Some(format!("tcp://{}", listener.local_addr().expect("an address")));
    let socket = dockerd.settings().socket;
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            hand_on(stream.expect("somebody"), UnixStream::connect(&socket).expect("the engine"));
        }
    });
    let (bed, tag) = (Docker::new(DockerSettings { host, certificates: None, ..settings.clone() }), tag("clear"));
    bed.claim(&tag, &site(), Arc::new(Deaf)).await.expect("claimed");
    assert_eq!(bed.exec(&tag, "b", &Command::of("echo there"), &Deaf).await.expect("ran").output, "there\n");
    bed.release(&tag).await.expect("released");
}

/// What comes at one end goes out at the other, until either is closed.
fn hand_on(near: TcpStream, far: UnixStream) {
    let (mut from_near, mut to_far) = (near.try_clone().expect("an end"), far.try_clone().expect("an end"));
    std::thread::spawn(move || {
        // Who breaks off is as good as who ends.
        _ = copy(&mut from_near, &mut to_far);
        _ = to_far.shutdown(Shutdown::Write);
    });
    let (mut from_far, mut to_near) = (far, near);
    std::thread::spawn(move || {
        _ = copy(&mut from_far, &mut to_near);
        _ = to_near.shutdown(Shutdown::Write);
    });
}

async fn say(ground: &Ground, tag: &RunTag, machine: &str, line: &str) -> String {
    let exit = ground.bed.exec(tag, machine, &Command::of(line), &Deaf).await.expect("ran");
    assert_eq!(exit.status, 0, "{line}: {}", exit.output);
    exit.output
}

/// Both links carry frames between the machines they join, and to nobody else.
async fn frames_cross(ground: &Ground, dockerd: &Dockerd, tag: &RunTag) {
    for (machine, interface) in [("b", "e1"), ("b", "lan"), ("c", "lan")] {
        let said = say(ground, tag, machine, &format!("ip -4 -o address show dev {interface}")).await;
        let address = said.split_whitespace().find(|word| word.contains('/')).expect("an address");
        let ping = format!("ping -c 1 -W 5 {}", address.split('/').next().expect("an address"));
        assert!(say(ground, tag, "a", &ping).await.contains(" 0% packet loss"));
    }
    let name = format!("conga-{}-wire-0", tag.0);
    let seen = dockerd.docker(&["network", "inspect", "--format", "{{.Internal}}", &name]).output().expect("docker");
    assert_eq!(String::from_utf8_lossy(&seen.stdout), "true\n", "links lead nowhere else");
}

/// By what the image has for that; without it, that is said.
async fn shaped(ground: &Ground, tag: &RunTag) {
    let asked = Shape { rate_mbit: Some(1.0), ..Shape::default() };
    let shape = async || ground.bed.shape(tag, "a", "e1", &asked).await.expect("told");
    assert_eq!(shape().await, InForce::all(&asked));
    assert!(say(ground, tag, "a", "tc qdisc show dev e1").await.contains("rate 1Mbit"));
    assert!(ground.bed.shape(tag, "a", "nothing", &asked).await.is_err());
    say(ground, tag, "a", "rm /bin/tc").await;
    let why = shape().await.why.expect("why not");
    assert!(why.contains("the container cannot do it itself") && why.contains("install iproute2"), "{why}");
}
