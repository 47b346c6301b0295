//! What is offered: the testbeds that the administrator allows, with what each lacks here and what everybody should know of it.

use crate::{Docker, DockerSettings, Host, InstallSettings, Local, Namespaces, Settings, Ssh, namespaces};
use messages::say;
use std::sync::Arc;
use testbed::{Recipe, Testbed};

/// A testbed that the administrator allows.
pub struct Offer {
    /// The testbed.
    pub bed: Arc<dyn Testbed>,
    /// Its name in words.
    pub title: &'static str,
    /// Why it cannot be used now, and how to mend that; none if it can.
    pub missing: Option<String>,
    /// What everybody should know who uses it.
    pub note: &'static str,
    /// What the administrator set, in words.
    pub set: String,
    /// What its nodes must have, and how that is installed where it is missing; none where that is known without asking.
    pub recipe: Option<Recipe>,
    /// Who may use it, by name; everybody if none is named. The administrator may always.
    pub people: Option<Vec<String>>,
}

impl Offer {
    /// Whether this person may use it; the administrator has no name.
    pub fn is_for(&self, person: Option<&str>) -> bool {
        let (Some(people), Some(person)) = (&self.people, person) else { return true };
        people.iter().any(|known| known == person)
    }
}

/// The testbeds that the settings allow.
pub fn all(settings: &Settings) -> Vec<Offer> {
    let local = settings.local.clone().map(|local| Offer {
        title: say!("bed-local"),
        people: local.people.clone(),
        set: String::new(),
        missing: if local.install.is_some() { None } else { without_prototype() },
        recipe: local.install.as_ref().map(|install| install.recipe(true)),
        bed: Arc::new(Local::new(local)),
        note: say!("bed-local-note"),
    });
    let namespaces = settings.namespaces.as_ref().map(|namespaces| Offer {
        title: say!("bed-namespaces"),
        people: namespaces.people.clone(),
        set: String::new(),
        bed: Arc::new(Namespaces::default()),
        missing: namespaces::missing()
            .or_else(|| if namespaces.install.is_some() { None } else { without_prototype() }),
        recipe: namespaces.install.as_ref().map(|install| install.recipe(true)),
        note: say!("bed-namespaces-note"),
    });
    let docker = settings.docker.clone().map(|docker| Offer {
        missing: crate::docker::missing(&docker),
        title: say!("bed-docker"),
        people: docker.people.clone(),
        set: container(&docker),
        recipe: Some(bare(format!("build the image {} with Ouroboros in it", docker.image))),
        bed: Arc::new(Docker::new(docker)),
        note: say!("bed-docker-note"),
    });
    let ssh = settings.ssh.clone().map(|ssh| Offer {
        missing: crate::ssh::missing(&ssh),
        title: say!("bed-ssh"),
        people: ssh.people.clone(),
        set: hosts(&ssh.hosts),
        recipe: Some(match &ssh.install {
            Some(install) => install.recipe(false),
            None => bare("install Ouroboros there, or let the administrator set up `install` in testbeds.toml".into()),
        }),
        bed: Arc::new(Ssh::new(ssh)),
        note: say!("bed-ssh-note"),
    });
    [local, namespaces, docker, ssh].into_iter().flatten().collect()
}

/// Nothing is installed where the prototype is missing; it is said how to mend that.
fn bare(mend: String) -> Recipe {
    Recipe { mend, commands: Vec::new(), ..InstallSettings::default().recipe(false) }
}

/// Where nodes have this host's programs, the prototype's must be among them.
fn without_prototype() -> Option<String> {
    crate::program("irm").is_none().then(|| say!("lacks-irm").into())
}

/// What every node is.
fn container(docker: &DockerSettings) -> String {
    let DockerSettings { host, image, memory_mb: memory, processes, .. } = docker;
    match host {
        None => say!("bed-docker-set", image = image, memory = memory, processes = processes),
        Some(host) => say!("bed-docker-set-at", image = image, host = host, memory = memory, processes = processes),
    }
}

/// The hosts' names; of many the first.
fn hosts(hosts: &[Host]) -> String {
    const MOST: usize = 12;
    let names: Vec<&str> = hosts.iter().take(MOST).map(|host| host.name.as_str()).collect();
    let more = hosts.len().saturating_sub(MOST);
    match (names.join(", "), more) {
        (names, 0) => say!("bed-ssh-set", names = names),
        (names, n) => say!("bed-ssh-set-more", names = names, n = n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_administrator_wrote_is_what_is_offered() {
        let text = "[local]\n[docker]\nimage = \"o7\"\n[ssh]\nknown_hosts = \"/etc/conga/known_hosts\"\n\
                    [[ssh.hosts]]\nname = \"a\"\naddress = \"10.0.0.1\"\ninterfaces = { e1 = \"52:54:00:00:00:01\" }\n";
        let settings = Settings::parse(text).expect("understood");
        let kinds: Vec<_> = all(&settings).iter().map(|offer| offer.bed.kind()).collect();
        assert_eq!(kinds, ["local", "docker", "ssh"]);
        assert_eq!(settings.docker.expect("there").memory_mb, 512);
    }

    #[test]
    fn a_testbed_is_for_whom_the_administrator_names() {
        let settings = Settings::parse("[local]\npeople = [\"ada\"]\n[namespaces]\n").expect("understood");
        let offers = all(&settings);
        let allowed = |person| offers.iter().map(|offer| offer.is_for(person)).collect::<Vec<_>>();
        assert_eq!((allowed(Some("ada")), allowed(Some("bob"))), (vec![true, true], vec![false, true]));
        assert_eq!(allowed(None), [true, true], "the administrator");
    }
}
