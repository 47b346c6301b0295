//! What is the Docker engine's alone: its images, and two experiments on it at once.

mod afar;

use crate::ground::{Ground, Heard, site, tag};
use std::{fs, sync::Arc};
use testbed::{Command, Deaf, Testbed, TestbedError};
use testbeds::{BuildSettings, Docker, DockerSettings, InstallSettings};

pub async fn all(ground: &Ground) {
    let (Some(dockerd), Some(settings)) = (&ground.dockerd, &ground.engine) else { return };
    not_there(settings).await;
    image_is_made(settings).await;
    ends_at_once(settings).await;
    if settings.host.is_some() {
        two_at_once(ground, "eth0\neth1\nlo\n").await;
        afar::all(ground, dockerd, settings).await;
    } else {
        two_at_once(ground, "e1\nlan\nlo\n").await;
    }
}

/// Why a claim with these settings failed.
async fn refused(settings: DockerSettings) -> String {
    let (bed, tag) = (Docker::new(settings), tag("refused"));
    match bed.claim(&tag, &site(), Arc::new(Deaf)).await {
        Err(TestbedError::Failed(why)) => why,
        other => panic!("{other:?}"),
    }
}

async fn not_there(settings: &DockerSettings) {
    let why = refused(DockerSettings { image: "no-such-image:1".into(), ..settings.clone() }).await;
    assert!(why.contains("no image `no-such-image:1`; build or pull it there"), "{why}");
    let why = refused(DockerSettings { socket: "/no/such/socket".into(), host: None, ..settings.clone() }).await;
    assert!(why.contains("no Docker socket /no/such/socket; start the engine"), "{why}");
    let build = BuildSettings { base: "no-such-base".into(), ..BuildSettings::default() };
    let why = refused(DockerSettings { image: "x".into(), build: Some(build), ..settings.clone() }).await;
    assert!(why.contains("no image `no-such-base` to make `x` from"), "{why}");
}

/// An image is made once, of a base, a folder and commands; what the commands say is heard.
async fn image_is_made(settings: &DockerSettings) {
    let folder = tempfile::tempdir_in("/var/tmp").expect("a folder");
    fs::write(folder.path().join("installed"), "by conga\n").expect("written");
    let build = BuildSettings {
        base: settings.image.clone(),
        folder: Some(folder.path().to_owned()),
        install: Some(InstallSettings {
            commands: vec![vec!["touch".into(), "/in stalled".into()]],
            ..InstallSettings::default()
        }),
        commands: vec!["echo preparing; mkdir /made".into()],
        path: Some("/made:/bin".into()),
    };
    let made = DockerSettings { image: "conga-suite-made:1".into(), build: Some(build), ..settings.clone() };
    let failing = BuildSettings { commands: vec!["echo no room; exit 3".into()], ..made.build.clone().expect("some") };
    let why = refused(DockerSettings { build: Some(failing), ..made.clone() }).await;
    assert!(why.contains("`echo no room; exit 3` ended with 3: no room"), "{why}");
    for is_first in [true, false] {
        let (bed, tag, heard) = (Docker::new(made.clone()), tag("image"), Arc::new(Heard::default()));
        bed.claim(&tag, &site(), heard.clone()).await.expect("claimed");
        assert_eq!(heard.lines().contains(&"a Out preparing".to_owned()), is_first);
        let line = format!("cat {}/installed; ls -d /made '/in stalled'; echo $PATH", folder.path().display());
        let exit = bed.exec(&tag, "a", &Command::new(["sh", "-c", &line]), &Deaf).await.expect("ran");
        assert_eq!(exit.output, "by conga\n/in stalled\n/made\n/made:/bin\n");
        bed.release(&tag).await.expect("released");
    }
}

/// Containers that end as they begin are not waited for.
async fn ends_at_once(settings: &DockerSettings) {
    let build = BuildSettings {
        base: settings.image.clone(),
        commands: vec!["rm /bin/sleep".into()],
        ..BuildSettings::default()
    };
    let image = "conga-suite-sleepless:1".into();
    let (bed, tag) = (Docker::new(DockerSettings { image, build: Some(build), ..settings.clone() }), tag("sleepless"));
    match bed.claim(&tag, &site(), Arc::new(Deaf)).await {
        Err(error) => assert!(error.to_string().contains("ended at once"), "{error}"),
        // They may have lived for a moment.
        Ok(()) => {
            let exit = bed.exec(&tag, "a", &Command::of("true"), &Deaf).await;
            assert!(!exit.is_ok_and(|exit| exit.status == 0), "nobody is there to run it");
        }
    }
    bed.release(&tag).await.expect("released");
}

/// The same experiment twice: neither knows of the other, and the end of one is not the end of the other.
async fn two_at_once(ground: &Ground, interfaces: &str) {
    let (one, other) = (tag("two"), tag("two-1"));
    let claim = async |tag| ground.claim(tag, Arc::new(Deaf)).await;
    tokio::join!(claim(&one), claim(&other));
    for (tag, text) in [(&one, "one"), (&other, "other")] {
        ground.bed.put(tag, "a", "name", text.as_bytes()).await.expect("put");
    }
    ground.release(&one).await;
    assert_eq!(ground.fine(&other, "cat name; ls /sys/class/net").await.output, format!("other{interfaces}"));
    ground.release(&other).await;
}
