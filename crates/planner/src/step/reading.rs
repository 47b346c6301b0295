//! Steps read back from where a plan was stored: names are gathered into a roll again.

use super::{Action, Called, Deed, Ledger, NOWHERE, StepId, Steps};
use crate::roll::{Roll, Span};
use model::{IpcpName, LayerKind, LayerName, NodeName, ServiceName};
use serde::{Deserialize, Deserializer, de::Error};
use std::{collections::HashMap, sync::Arc};
use testbed::{Commands, Sheet};

/// A step as it is written.
#[derive(Deserialize)]
struct Written {
    id: StepId,
    after: Vec<StepId>,
    node: Option<NodeName>,
    action: Words,
    make: Commands,
    unmake: Commands,
}

/// An action as it is written: which of the words there are depends on the verb.
#[derive(Deserialize)]
struct Words {
    r#do: Verb,
    node: Option<NodeName>,
    ipcp: Option<IpcpName>,
    enrollee: Option<IpcpName>,
    enroller: Option<IpcpName>,
    src: Option<IpcpName>,
    dst: Option<IpcpName>,
    layer: Option<LayerName>,
    kind: Option<LayerKind>,
    via: Option<LayerName>,
    name: Option<String>,
    service: Option<ServiceName>,
    #[serde(default)]
    lower: Vec<IpcpName>,
    #[serde(default)]
    ipcps: Vec<IpcpName>,
    #[serde(default)]
    again: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Verb {
    SwapIn,
    Install,
    StartDaemon,
    Create,
    Bootstrap,
    Register,
    Enroll,
    Manage,
    Connect,
    Serve,
}

impl<'de> Deserialize<'de> for Steps {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Vec::<Written>::deserialize(deserializer)?;
        let mut reader = Reader { ledger: Ledger::with_room(written.len()), ..Reader::default() };
        for (place, step) in written.into_iter().enumerate() {
            if step.id.0 as usize != place {
                return Err(D::Error::custom(format_args!("step {} stands at place {place}", step.id.0)));
            }
            reader.add(step).map_err(|word| D::Error::custom(format_args!("step {place}: its `{word}` is wrong")))?;
        }
        Ok(reader.ledger.finish(Arc::new(reader.roll)))
    }
}

/// Places by name, while steps are read.
#[derive(Default)]
struct Reader {
    ledger: Ledger,
    roll: Roll,
    nodes: HashMap<NodeName, u32>,
    layers: HashMap<(LayerName, LayerKind), u32>,
    ipcps: HashMap<IpcpName, u32>,
    services: HashMap<ServiceName, u32>,
}

/// The word of an action that is missing or says what cannot be.
type Wrong = &'static str;

impl Reader {
    fn add(&mut self, step: Written) -> Result<(), Wrong> {
        let node = step.node.map_or(NOWHERE, |node| place(&mut self.nodes, &mut self.roll.nodes, node));
        let deed = self.deed(step.action)?;
        let say = |_: &Action, sheet: &mut Sheet| {
            sheet.copy(&step.make);
            let make = sheet.len();
            sheet.copy(&step.unmake);
            make
        };
        let said = self.ledger.say(&self.roll, deed, say);
        self.ledger.add(&step.after, (node, deed), said);
        Ok(())
    }

    fn deed(&mut self, words: Words) -> Result<Deed, Wrong> {
        let Words { node, ipcp, enrollee, enroller, src, dst, layer, kind, via, name, service, .. } = words;
        // Which layer a name is of says its kind; of the layer below only the name matters.
        let layer = (layer, kind.unwrap_or(LayerKind::Unicast));
        Ok(match words.r#do {
            Verb::SwapIn => Deed::SwapIn,
            Verb::Install => Deed::Install { node: self.node(node)? },
            Verb::StartDaemon => Deed::StartDaemon { node: self.node(node)? },
            Verb::Create => Deed::Create { ipcp: self.ipcp(ipcp, "ipcp")?, layer: self.layer(layer, "layer")? },
            Verb::Bootstrap => Deed::Bootstrap { ipcp: self.ipcp(ipcp, "ipcp")?, layer: self.layer(layer, "layer")? },
            Verb::Register => {
                let name = name.ok_or("name")?;
                let called = match (&ipcp, &layer) {
                    (Some(ipcp), _) if name == ipcp.as_str() => Called::Own,
                    (_, (Some(layer), _)) if name == layer.as_str() => Called::Layer,
                    _ => return Err("name"),
                };
                let (ipcp, layer) = (self.ipcp(ipcp, "ipcp")?, self.layer(layer, "layer")?);
                let start = self.roll.ipcps.len() as u32;
                self.roll.ipcps.extend(words.lower);
                let lower = Span { start, end: self.roll.ipcps.len() as u32 };
                Deed::Register { ipcp, layer, called, lower }
            }
            Verb::Enroll => Deed::Enroll {
                enrollee: self.ipcp(enrollee, "enrollee")?,
                enroller: self.ipcp(enroller, "enroller")?,
                layer: self.layer(layer, "layer")?,
                via: self.layer((via, LayerKind::Unicast), "via")?,
                again: words.again,
            },
            Verb::Manage => Deed::Manage {
                src: self.ipcp(src, "src")?,
                dst: self.ipcp(dst, "dst")?,
                layer: self.layer(layer, "layer")?,
            },
            Verb::Connect => Deed::Connect {
                src: self.ipcp(src, "src")?,
                dst: self.ipcp(dst, "dst")?,
                layer: self.layer(layer, "layer")?,
            },
            Verb::Serve => Deed::Serve {
                service: place(&mut self.services, &mut self.roll.services, service.ok_or("service")?),
                ipcps: self.ledger.add_list(words.ipcps),
            },
        })
    }

    fn node(&mut self, name: Option<NodeName>) -> Result<u32, Wrong> {
        Ok(place(&mut self.nodes, &mut self.roll.nodes, name.ok_or("node")?))
    }

    fn ipcp(&mut self, name: Option<IpcpName>, word: Wrong) -> Result<u32, Wrong> {
        Ok(place(&mut self.ipcps, &mut self.roll.ipcps, name.ok_or(word)?))
    }

    fn layer(&mut self, (name, kind): (Option<LayerName>, LayerKind), word: Wrong) -> Result<u32, Wrong> {
        let layer = (name.ok_or(word)?, kind);
        Ok(*self.layers.entry(layer).or_insert_with_key(|(name, kind)| {
            self.roll.layers.push(name.clone());
            self.roll.kinds.push(*kind);
            self.roll.kinds.len() as u32 - 1
        }))
    }
}

/// The place of a name in its list, where it is added if it is new.
fn place<N: Clone + Eq + std::hash::Hash>(places: &mut HashMap<N, u32>, names: &mut Vec<N>, name: N) -> u32 {
    *places.entry(name).or_insert_with_key(|name| {
        names.push(name.clone());
        names.len() as u32 - 1
    })
}
