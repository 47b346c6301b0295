//! Flow requests as they arrive: who accepts them, and how long they wait for somebody.

use crate::allocation::EOTHER;
use crate::flow::Use;
use crate::ident::{FlowId, IpcpId, MachineId, Proc, User};
use crate::irmd::{Acceptor, Pending};
use crate::packet::Payload;
use crate::queue::Event;
use crate::world::World;
use crate::{Nanos, SECOND};
use std::sync::Arc;

/// How long a request waits for somebody to accept it.
const ACCEPTANCE: Nanos = SECOND;

impl World {
    /// A request: (where it arrived, from whom, from which end).
    pub(crate) fn request_arrives(&mut self, (at, src, end): (IpcpId, u32, FlowId), name: Arc<str>, qos: u8) {
        let Some(ipcp) = self.ipcp_mut(at) else { return };
        let machine = ipcp.machine;
        match ipcp.requests.get(&(src, end)) {
            Some(Some(flow)) => {
                let answer = Ok(*flow);
                return self.say_to_allocator(at, src, Payload::Reply { end, answer });
            }
            Some(None) => return,
            None => ipcp.requests.insert((src, end), None),
        };
        self.last_serial += 1;
        let serial = self.last_serial;
        let pending = Pending { serial, at, src, end, name: name.clone(), qos };
        let Some(irmd) = self.machine_mut(machine).irmd.as_mut() else { return };
        irmd.pending.push(pending);
        self.queue.push(self.now + ACCEPTANCE, Event::Pending { machine: machine.0, serial });
        self.match_pending(machine);
        self.start_on_demand(machine, &name);
    }

    /// Gives waiting requests to who accepts them now.
    pub(crate) fn match_pending(&mut self, machine: MachineId) {
        let Some(irmd) = self.machine_mut(machine).irmd.as_mut() else { return };
        for pending in std::mem::take(&mut irmd.pending) {
            match self.acceptor(machine, &pending.name) {
                Some(acceptor) => self.accept(machine, &pending, acceptor),
                None => {
                    if let Some(irmd) = self.machine_mut(machine).irmd.as_mut() {
                        irmd.pending.push(pending);
                    }
                }
            }
        }
    }

    fn accept(&mut self, machine: MachineId, pending: &Pending, acceptor: Acceptor) {
        let (user, pid) = match acceptor {
            Acceptor::Process(pid) => (User::Process(Proc { machine, pid }), pid),
            Acceptor::Ipcp(id) => (User::Ipcp(id), self.ipcp(id).map_or(0, |ipcp| ipcp.pid)),
        };
        let flow = self.new_end(pending.at, user, pending.src);
        if let Some(end) = self.flows.get_mut(flow) {
            end.other = Some(pending.end);
            end.qos = pending.qos;
        }
        if let Some(ipcp) = self.ipcp_mut(pending.at) {
            ipcp.requests.insert((pending.src, pending.end), Some(flow));
        }
        let line = format!("irmd(II): Flow {} accepted by {pid} for {} (uid 0).", flow.0, pending.name);
        self.log_irmd(machine, &line);
        self.say_to_allocator(pending.at, pending.src, Payload::Reply { end: pending.end, answer: Ok(flow) });
        match user {
            User::Process(process) => self.process_accepts(process, flow),
            User::Ipcp(id) => {
                if let Some(ipcp) = self.ipcp_mut(id) {
                    ipcp.uses.insert(flow, Use::Unknown);
                }
            }
        }
    }

    /// A request was waited for long enough.
    pub(crate) fn pending_due(&mut self, machine: MachineId, serial: u32) {
        let Some(irmd) = self.machine_mut(machine).irmd.as_mut() else { return };
        let Some(at) = irmd.pending.iter().position(|pending| pending.serial == serial) else { return };
        let pending = irmd.pending.remove(at);
        if let Some(ipcp) = self.ipcp_mut(pending.at) {
            ipcp.requests.remove(&(pending.src, pending.end));
        }
        let line = format!("irmd(EE): No process accepts flows for {}.", pending.name);
        self.log_irmd(machine, &line);
        self.say_to_allocator(pending.at, pending.src, Payload::Reply { end: pending.end, answer: Err(EOTHER) });
    }
}
