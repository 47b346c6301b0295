//! What every container is made from: only what a node needs.

use crate::{BuildSettings, DockerSettings, mark};
use bollard::models::{ContainerCreateBody, DeviceMapping, HostConfig};
use std::collections::HashMap;
use testbed::RunTag;

/// The label that holds the run's tag.
pub const RUN_LABEL: &str = "conga.run";

/// The label that holds the machine's name.
const NODE_LABEL: &str = "conga.node";

/// What a daemon needs beside a bare process: raw frames, interfaces, real-time priorities, locked memory.
const RIGHTS: [&str; 10] =
    ["CHOWN", "DAC_OVERRIDE", "FOWNER", "IPC_LOCK", "KILL", "NET_ADMIN", "NET_RAW", "SETGID", "SETUID", "SYS_NICE"];

/// A first process that ends never, and whose orphans are reaped by the kernel.
const FIRST: [&str; 3] = ["sh", "-c", "trap '' CHLD; exec sleep 2147483647"];

/// A container for `machine`.
pub fn body(settings: &DockerSettings, tag: &RunTag, machine: &str) -> ContainerCreateBody {
    let label = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    ContainerCreateBody {
        image: Some(settings.image.clone()),
        entrypoint: Some(FIRST.map(str::to_owned).to_vec()),
        cmd: Some(Vec::new()),
        env: Some(vec![format!("{}={}", mark::RUN, tag.0), format!("{}={machine}", mark::NODE)]),
        labels: Some(HashMap::from([label(RUN_LABEL, &tag.0), label(NODE_LABEL, machine)])),
        host_config: Some(host(settings)),
        ..ContainerCreateBody::default()
    }
}

/// A container in which an image is made: on the engine's own network, so that packages can be fetched.
pub fn workshop(build: &BuildSettings, tag: &RunTag) -> ContainerCreateBody {
    ContainerCreateBody {
        image: Some(build.base.clone()),
        entrypoint: Some(FIRST.map(str::to_owned).to_vec()),
        cmd: Some(Vec::new()),
        labels: Some(HashMap::from([(RUN_LABEL.to_owned(), tag.0.clone())])),
        ..ContainerCreateBody::default()
    }
}

fn host(settings: &DockerSettings) -> HostConfig {
    let fuse = "/dev/fuse".to_owned();
    let rights = RIGHTS.into_iter().chain(settings.fuse.then_some("SYS_ADMIN")).map(str::to_owned);
    let device = DeviceMapping {
        path_on_host: Some(fuse.clone()),
        path_in_container: Some(fuse),
        cgroup_permissions: Some("rwm".into()),
    };
    let memory = i64::from(settings.memory_mb) << 20;
    HostConfig {
        network_mode: Some("none".into()),
        privileged: Some(settings.privileged),
        cap_drop: (!settings.privileged).then(|| vec!["ALL".into()]),
        cap_add: (!settings.privileged).then(|| rights.collect()),
        security_opt: (!settings.privileged).then(|| vec!["no-new-privileges".into()]),
        devices: settings.fuse.then(|| vec![device]),
        memory: Some(memory),
        // A daemon's packets and each IPCP's flows are kept there: an engine's own 64 MB are too few for twenty IPCPs.
        shm_size: Some(memory),
        pids_limit: Some(i64::from(settings.processes)),
        ..HostConfig::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    fn host_of(fuse: bool) -> HostConfig {
        let settings = DockerSettings { fuse, ..DockerSettings::default() };
        body(&settings, &RunTag("t".into()), "a").host_config.expect("there")
    }

    #[test]
    fn a_container_is_privileged_only_where_the_administrator_says_so() {
        assert_eq!(Settings::parse("[docker]\n").expect("fine").docker.map(|docker| docker.privileged), Some(false));
        let settings = DockerSettings { privileged: true, ..DockerSettings::default() };
        let host = body(&settings, &RunTag("t".into()), "a").host_config.expect("there");
        assert_eq!((host.privileged, host.cap_drop, host.pids_limit), (Some(true), None, Some(4096)));
    }

    #[test]
    fn a_container_has_few_rights_and_limits() {
        let host = host_of(true);
        assert_eq!((host.privileged, host.pids_limit, host.memory), (Some(false), Some(4096), Some(512 << 20)));
        assert_eq!(host.shm_size, host.memory);
        assert_eq!(host.network_mode.as_deref(), Some("none"));
    }

    #[test]
    fn mounting_is_for_whom_the_administrator_lets() {
        let may_mount = |host: HostConfig| host.cap_add.expect("some").contains(&"SYS_ADMIN".to_owned());
        assert!(!may_mount(host_of(false)) && may_mount(host_of(true)));
        assert_eq!(host_of(false).devices, None);
    }
}
