//! Operations of the daemon that take their time: an IPCP enrolls, or connects to another.

use crate::allocation::Requester;
use crate::flow::Use;
use crate::ident::{FlowId, IpcpId, MachineId, Proc};
use crate::ipcp::{Body, Kind};
use crate::packet::{Component, Enrolled, Payload};
use crate::queue::Event;
use crate::world::World;
use crate::{MILLI, Nanos, SECOND};
use std::sync::Arc;

/// A message is said again after this time …
const AGAIN: Nanos = 500 * MILLI;
/// … until this.
const GIVE_UP: Nanos = 20 * SECOND;

/// An operation on an IPCP.
pub(crate) struct Job {
    pub ipcp: IpcpId,
    pub machine: MachineId,
    /// The tool that waits for it.
    pub waits: Proc,
    pub dst: Arc<str>,
    pub what: Task,
    pub started: Nanos,
    pub flow: Option<FlowId>,
    /// What logs call it.
    pub session: String,
}

/// What it does.
#[derive(Clone, Debug)]
pub(crate) enum Task {
    Enroll,
    /// Connects these, the last first.
    Connect(Vec<Component>),
}

impl World {
    /// Begins an operation: a flow to `dst` is asked for.
    pub(crate) fn begin(&mut self, job: Job) {
        self.last_serial += 1;
        let id = self.last_serial;
        let (ipcp, machine, dst) = (job.ipcp, job.machine, job.dst.clone());
        self.jobs.insert(id, job);
        self.allocate(Requester::Job(id, ipcp), machine, &dst, 0);
    }

    /// The flow asked for is there, or not.
    pub(crate) fn job_gets(&mut self, id: u32, result: Result<FlowId, i32>) {
        let Some(job) = self.jobs.get_mut(&id) else {
            if let Ok(flow) = result {
                self.dealloc(flow);
            }
            return;
        };
        match result {
            Ok(flow) => {
                job.flow = Some(flow);
                self.job_says(id);
            }
            Err(_) => {
                let (machine, ipcp, dst) = (job.machine, job.ipcp, job.dst.clone());
                let line = format!("connection-manager(EE): Failed to allocate flow to {dst}.");
                self.log_ipcp(machine, ipcp, &line);
                self.job_fails(id);
            }
        }
    }

    /// Says what the operation has to say, and again until it is answered.
    pub(crate) fn job_says(&mut self, id: u32) {
        let Some(job) = self.jobs.get(&id) else { return };
        let (Some(flow), Some(ipcp)) = (job.flow, self.ipcp(job.ipcp)) else { return };
        if self.now >= job.started + GIVE_UP {
            return self.job_fails(id);
        }
        let payload = match &job.what {
            Task::Enroll => Payload::Enroll { kind: ipcp.kind },
            Task::Connect(components) => {
                let (Some(component), Some(member)) = (components.last(), ipcp.member()) else { return };
                Payload::Connect { component: *component, address: member.address, layer: member.layer }
            }
        };
        self.queue.push(self.now + AGAIN, Event::Job(id));
        self.say(flow, payload);
    }

    /// The operation is over, and came to nothing.
    pub(crate) fn job_fails(&mut self, id: u32) {
        let Some(job) = self.jobs.remove(&id) else { return };
        if let Some(flow) = job.flow {
            self.dealloc(flow);
        }
        if self.ipcp(job.ipcp).is_some() {
            self.log_failure(&job);
        }
        self.irm_finished(job.waits, false);
    }

    fn log_failure(&mut self, job: &Job) {
        let pid = self.ipcp(job.ipcp).map_or(0, |ipcp| ipcp.pid);
        let kind = self.ipcp(job.ipcp).map_or("unicast", |ipcp| ipcp.kind.name());
        match job.what {
            Task::Enroll => {
                let what = if job.flow.is_some() { "boot information" } else { "connection" };
                let line = format!("{kind}-ipcp(EE): [{}] Failed to get {what}.", job.session);
                self.log_ipcp(job.machine, job.ipcp, &line);
                self.log_ipcp(job.machine, job.ipcp, "ipcpd/ipcp(EE): Failed to bootstrap IPCP.");
                self.log_irmd(job.machine, &format!("irmd(EE): Could not enroll IPCP {pid}."));
            }
            Task::Connect(_) => {
                self.log_ipcp(job.machine, job.ipcp, "connection-manager(EE): Failed to allocate flow.");
                let line = format!("irmd(EE): Could not connect IPCP {pid} to {}.", job.dst);
                self.log_irmd(job.machine, &line);
            }
        }
    }

    fn job_done(&mut self, id: u32) {
        if let Some(job) = self.jobs.remove(&id) {
            self.irm_finished(job.waits, true);
        }
    }

    /// The operation whose flow this is.
    fn job_of(&self, id: IpcpId, flow: FlowId) -> Option<u32> {
        match self.ipcp(id)?.uses.get(&flow)? {
            Use::Job(job) => Some(*job),
            _ => None,
        }
    }

    /// Somebody wants to enroll through this member.
    pub(crate) fn enroll_asked(&mut self, id: IpcpId, flow: FlowId, kind: Kind) {
        let Some(member) = self.member(id) else { return };
        let enrolled = Enrolled { layer: member.layer, config: member.config.clone() };
        let (machine, of) = (self.ipcp(id).map(|ipcp| ipcp.machine), member.config.kind);
        if let (Some(machine), true) = (machine, of == kind) {
            self.log_ipcp(machine, id, "enrollment(II): Enrolling a new neighbor.");
        }
        self.say(flow, Payload::Enrolled(enrolled));
    }

    /// The boot information arrives: the IPCP is a member now.
    pub(crate) fn enrolled(&mut self, id: IpcpId, flow: FlowId, information: Enrolled) {
        let Some(job) = self.job_of(id, flow) else { return };
        let Some(ipcp) = self.ipcp(id) else { return };
        let (machine, kind, pid) = (ipcp.machine, ipcp.kind, ipcp.pid);
        if kind != information.config.kind {
            let session = self.jobs.get(&job).map(|job| job.session.clone()).unwrap_or_default();
            let line = format!("enrollment(EE): [{session}] Wrong type in enrollment response 1 (2).");
            self.log_ipcp(machine, id, &line);
            return self.job_fails(job);
        }
        if !matches!(ipcp.body, Body::Blank) {
            return;
        }
        self.join(id, information.layer, false);
        let layer = information.config.layer.clone();
        if kind == Kind::Unicast {
            let address = self.member(id).map_or(0, |member| member.address);
            self.log_ipcp(machine, id, &format!("unicast-ipcp(II): IPCP got address {address}."));
            self.log_ipcp(machine, id, "directory(II): Using DHT policy.");
        }
        self.log_ipcp(machine, id, &format!("ipcpd/ipcp(II): Finished enrolling in {layer}."));
        self.log_irmd(machine, &format!("irmd(II): Enrolled IPCP {pid} in layer {layer}."));
        if let Some(job) = self.jobs.get_mut(&job) {
            job.flow = None;
        }
        self.dealloc(flow);
        self.job_done(job);
    }

    /// The other component answers.
    pub(crate) fn connected(&mut self, id: IpcpId, flow: FlowId, component: Component, peer: Option<u32>) {
        let Some(job) = self.job_of(id, flow) else { return };
        let Some(peer) = peer else { return self.job_fails(job) };
        self.adjacent(id, flow, component, peer);
        let Some(running) = self.jobs.get_mut(&job) else { return };
        running.flow = None;
        let (machine, dst) = (running.machine, running.dst.clone());
        self.connected_by(id, flow, dst.clone());
        let Some(running) = self.jobs.get_mut(&job) else { return };
        let Task::Connect(components) = &mut running.what else { return };
        components.pop();
        let more = !components.is_empty();
        let pid = self.ipcp(id).map_or(0, |ipcp| ipcp.pid);
        let name = component.name();
        let line = format!("irmd(II): Established {name} connection between IPCP {pid} and {dst}.");
        self.log_irmd(machine, &line);
        if more {
            self.allocate(Requester::Job(job, id), machine, &dst, 0);
        } else {
            self.job_done(job);
        }
    }
}
