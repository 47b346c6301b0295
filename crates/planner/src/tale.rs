//! What a plan tells of its layers and its site.
//!
//! It is kept as it was decided, by positions, and spelled out when it is first asked for: a plan is made at every
//! edit, and most are never asked.

use crate::{LayerPlan, decision::Decision, roster::Roster, site, wiring::Wiring};
use std::{
    fmt,
    sync::{Arc, OnceLock},
};
use testbed::Site;

/// The tale, each part told once.
#[derive(Clone)]
pub(crate) struct Tale {
    /// None where it was read back: then all is told.
    source: Option<Arc<Source>>,
    layers: OnceLock<Vec<LayerPlan>>,
    site: OnceLock<Site>,
}

struct Source {
    roster: Roster,
    decisions: Vec<Decision>,
    wiring: Wiring,
}

impl Tale {
    pub(crate) fn of(roster: Roster, decisions: Vec<Decision>, wiring: Wiring) -> Self {
        let source = Some(Arc::new(Source { roster, decisions, wiring }));
        Self { source, layers: OnceLock::new(), site: OnceLock::new() }
    }

    /// As it was told before.
    pub(crate) fn read(layers: Vec<LayerPlan>, site: Site) -> Self {
        Self { source: None, layers: layers.into(), site: site.into() }
    }

    pub(crate) fn layers(&self) -> &[LayerPlan] {
        let tell = |source: &Source| layers(&source.roster, &source.decisions);
        self.layers.get_or_init(|| self.source.as_deref().map(tell).unwrap_or_default())
    }

    pub(crate) fn site(&self) -> &Site {
        let tell = |source: &Source| site::site(&source.roster, &source.wiring);
        self.site.get_or_init(|| self.source.as_deref().map(tell).unwrap_or_default())
    }
}

impl PartialEq for Tale {
    fn eq(&self, other: &Self) -> bool {
        self.layers() == other.layers() && self.site() == other.site()
    }
}

impl fmt::Debug for Tale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tale").field("layers", &self.layers()).field("site", self.site()).finish()
    }
}

fn layers(roster: &Roster, decisions: &[Decision]) -> Vec<LayerPlan> {
    let mut decisions = decisions.iter().peekable();
    let plan = |layer: &u32| match decisions.next_if(|decision| decision.layer == *layer) {
        Some(decision) => decision.named(roster),
        None => LayerPlan {
            name: roster.layer_name(*layer).clone(),
            kind: roster.layers[*layer as usize].kind,
            graph: Vec::new(),
            bootstrapper: None,
            enrollments: Vec::new(),
            flows: Vec::new(),
        },
    };
    roster.order.iter().map(plan).collect()
}
