//! Rumba's way with Docker: containers one after another, an `ip` a link's part, and an exec of the engine's a command.
//!
//! As Rumba has it, the daemon is the container's own program and is not waited for; unlike there, containers are not
//! privileged, and bridges stand in a namespace of their own instead of on this machine.

use super::sequence;
use anyhow::{Context, Result, ensure};
use bollard::{
    API_DEFAULT_VERSION, Docker,
    exec::{CreateExecOptions, StartExecResults},
    models::{ContainerCreateBody, DeviceMapping, HostConfig},
    query_parameters::{CreateContainerOptions, RemoveContainerOptions},
};
use futures::StreamExt;
use planner::Plan;
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};
use testbed::Site;
use testbeds::DockerSettings;
use tokio::process::Command;

/// How often Rumba looks whether a container runs.
const POLL: Duration = Duration::from_millis(200);

/// What a node needs beside a bare process.
const RIGHTS: [&str; 5] = ["IPC_LOCK", "NET_ADMIN", "NET_RAW", "SYS_ADMIN", "SYS_NICE"];

/// How long swap-in and bootstrap take, and how many commands failed.
pub async fn run(settings: &DockerSettings, plan: &Plan) -> Result<(Duration, Duration, usize)> {
    let socket = settings.socket.to_string_lossy();
    let engine = Docker::connect_with_unix(&socket, 60, API_DEFAULT_VERSION)?.negotiate_version().await?;
    let mut lab = Lab { engine, image: &settings.image, nodes: HashMap::new() };
    let result = lab.measure(plan).await;
    let freed = lab.free().await;
    result.and_then(|result| freed.map(|()| result))
}

struct Lab<'s> {
    engine: Docker,
    image: &'s str,
    /// Namespaces by node; the container is called like its namespace.
    nodes: HashMap<String, String>,
}

impl Lab<'_> {
    async fn measure(&mut self, plan: &Plan) -> Result<(Duration, Duration, usize)> {
        let began = Instant::now();
        self.swap_in(plan.site()).await?;
        let (swapped, began) = (began.elapsed(), Instant::now());
        let mut n_failed = 0;
        for (node, command) in sequence::commands(plan).into_iter().filter(|(_, command)| command.program() != "irmd") {
            let line = format!("{command}{}", if command.is_daemon() { " >/dev/null 2>&1 &" } else { "" });
            n_failed += usize::from(self.exec(&node, line).await? != 0);
        }
        Ok((swapped, began.elapsed(), n_failed))
    }

    async fn swap_in(&mut self, site: &Site) -> Result<()> {
        for (index, machine) in site.machines.iter().enumerate() {
            let name = space(&index.to_string());
            self.nodes.insert(machine.name.clone(), name.clone());
            let options = CreateContainerOptions { name: Some(name.clone()), ..CreateContainerOptions::default() };
            self.engine.create_container(Some(options), self.body()).await?;
            self.engine.start_container(&name, None).await?;
        }
        ip(&["netns", "add", &space("bridges")]).await?;
        for name in self.nodes.values() {
            let pid = loop {
                let state = self.engine.inspect_container(name, None).await?.state.context("a container's state")?;
                match state.pid {
                    Some(pid) if pid > 0 && state.running == Some(true) => break pid,
                    _ => tokio::time::sleep(POLL).await,
                }
            };
            ip(&["netns", "attach", name, &pid.to_string()]).await?;
        }
        for (number, wire) in site.wires.iter().enumerate() {
            let bridge = format!("b{number}");
            inside(&["link", "add", "name", &bridge, "type", "bridge"]).await?;
            inside(&["link", "set", "dev", &bridge, "up"]).await?;
            for (side, port) in wire.ports.iter().enumerate() {
                let (here, there) = (format!("b{number}p{side}"), format!("x{number}p{side}"));
                let home = self.nodes.get(&port.machine).context("a node of the site")?;
                inside(&["link", "add", "name", &here, "type", "veth", "peer", "name", &there]).await?;
                inside(&["link", "set", "dev", &here, "master", &bridge]).await?;
                inside(&["link", "set", "dev", &here, "up"]).await?;
                inside(&["link", "set", "dev", &there, "netns", home]).await?;
                ip(&["-n", home, "link", "set", "dev", &there, "name", &port.interface]).await?;
                ip(&["-n", home, "link", "set", "dev", &port.interface, "up"]).await?;
            }
        }
        Ok(())
    }

    fn body(&self) -> ContainerCreateBody {
        let fuse = DeviceMapping {
            path_on_host: Some("/dev/fuse".into()),
            path_in_container: Some("/dev/fuse".into()),
            cgroup_permissions: Some("rwm".into()),
        };
        let host = HostConfig {
            network_mode: Some("none".into()),
            cap_add: Some(RIGHTS.map(str::to_owned).to_vec()),
            devices: Some(vec![fuse]),
            ..HostConfig::default()
        };
        ContainerCreateBody {
            image: Some(self.image.to_owned()),
            cmd: Some(vec!["irmd".into()]),
            host_config: Some(host),
            ..ContainerCreateBody::default()
        }
    }

    /// The status of a line for the shell of a node.
    async fn exec(&self, node: &str, line: String) -> Result<i64> {
        let options = CreateExecOptions {
            attach_stdout: Some(true),
            attach_stderr: Some(true),
            cmd: Some(vec!["sh".to_owned(), "-c".to_owned(), line]),
            ..CreateExecOptions::default()
        };
        let name = self.nodes.get(node).context("a node of the site")?;
        let id = self.engine.create_exec(name, options).await?.id;
        if let StartExecResults::Attached { mut output, .. } = self.engine.start_exec(&id, None).await? {
            while output.next().await.is_some() {}
        }
        Ok(self.engine.inspect_exec(&id).await?.exit_code.unwrap_or(-1))
    }

    async fn free(self) -> Result<()> {
        for name in self.nodes.values() {
            let options = RemoveContainerOptions { force: true, v: true, ..RemoveContainerOptions::default() };
            // One that was never made need not be removed; nor its namespace.
            _ = self.engine.remove_container(name, Some(options)).await;
            _ = ip(&["netns", "del", name]).await;
        }
        ip(&["netns", "del", &space("bridges")]).await
    }
}

fn space(name: &str) -> String {
    format!("conga-measure-rumba-{}-{name}", std::process::id())
}

/// In the namespace of the bridges.
async fn inside(words: &[&str]) -> Result<()> {
    ip(&[&["-n", &space("bridges")], words].concat()).await
}

async fn ip(words: &[&str]) -> Result<()> {
    let status = Command::new("ip").args(words).status().await?;
    ensure!(status.success(), "`ip {}` ended with {status}", words.join(" "));
    Ok(())
}
