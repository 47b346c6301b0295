//! *Where* things run, really: one file a testbed.
//!
//! It must not know of layers, prototypes or plans: it is given machines, wires and argument vectors.

mod called;
mod docker;
mod hearing;
mod install;
mod line_by_line;
mod local;
mod mark;
mod namespaces;
mod netns;
mod offer;
mod process;
mod qdisc;
mod relay;
mod runs;
mod settings;
mod ssh;
mod status;

pub use docker::Docker;
pub use install::InstallSettings;
pub use local::Local;
pub use namespaces::Namespaces;
pub use offer::{Offer, all};
pub use settings::{
    BuildSettings, DockerSettings, Host, LocalSettings, NamespacesSettings, Settings, SettingsError, SshSettings,
};
pub use ssh::Ssh;

use std::path::PathBuf;
use testbed::{Listener, RunTag, Shape, Site, Testbed, TestbedError, Voice};

/// Shapes the ends of all wires as the site asks, and says aloud what is not in force.
async fn shape_all(bed: &dyn Testbed, tag: &RunTag, site: &Site, listener: &dyn Listener) -> Result<(), TestbedError> {
    for port in site.wires.iter().flat_map(|wire| &wire.ports).filter(|port| port.egress != Shape::default()) {
        let in_force = bed.shape(tag, &port.machine, &port.interface, &port.egress).await?;
        if let Some(why) = in_force.why {
            listener.heard(&port.machine, Voice::Log, &format!("{}: {why}", port.interface));
        }
    }
    Ok(())
}

/// What of several things could not be done; one that fails keeps none of the others from being tried.
fn together(done: impl IntoIterator<Item = Result<(), TestbedError>>) -> Result<(), TestbedError> {
    let left = done.into_iter().filter_map(|done| done.err()).map(|error| error.to_string());
    let mut left: Vec<String> = left.collect();
    // One cause is told once.
    left.dedup();
    if left.is_empty() { Ok(()) } else { Err(TestbedError::Failed(left.join("; "))) }
}

/// Where a program is, as PATH says.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
