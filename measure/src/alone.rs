//! All machines of a site as labels of one: one daemon for all, as on a person's own machine, but shut off from it.

use async_trait::async_trait;
use std::sync::Arc;
use testbed::{Command, Exit, Listener, Machine, RunTag, Site, Testbed, TestbedError};
use testbeds::Namespaces;

/// The one machine's name.
const ONLY: &str = "here";

/// The testbed.
#[derive(Default)]
pub struct Alone(Namespaces);

#[async_trait]
impl Testbed for Alone {
    fn kind(&self) -> &'static str {
        "local"
    }

    async fn claim(&self, tag: &RunTag, _site: &Site, listener: Arc<dyn Listener>) -> Result<(), TestbedError> {
        let site = Site { machines: vec![Machine { name: ONLY.into() }], wires: Vec::new() };
        self.0.claim(tag, &site, listener).await
    }

    async fn exec(
        &self,
        tag: &RunTag,
        _machine: &str,
        command: &Command,
        listener: &dyn Listener,
    ) -> Result<Exit, TestbedError> {
        self.0.exec(tag, ONLY, command, listener).await
    }

    async fn release(&self, tag: &RunTag) -> Result<(), TestbedError> {
        self.0.release(tag).await
    }
}
