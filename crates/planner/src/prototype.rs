//! A prototype as the planner sees it: something that can say an action in its own commands.

use crate::{Action, Survey};
use messages::Id;
use model::{Design, LayerKind};
use testbed::Sheet;

/// An implementation of recursive networking, set up for one design (dialect and link form chosen).
pub trait Prototype: Sync {
    /// Its name in files and menus, as `ouroboros`.
    fn kind(&self) -> &'static str;

    /// Writes the commands that do `action`.
    fn make(&self, action: &Action, sheet: &mut Sheet);

    /// Writes the commands that undo it. Harmless if `make` never ran, or half ran.
    fn unmake(&self, action: &Action, sheet: &mut Sheet);

    /// How its nodes are asked what stands on them; none if they cannot be asked.
    fn survey(&self) -> Option<Survey> {
        None
    }

    /// Real daemons need it: a layer that does not say who starts it starts at its best-connected member, the lower
    /// IPCP through which a member enrolls is made first, and IPCPs of one daemon are made one after another.
    fn is_real(&self) -> bool {
        false
    }

    /// All management of a layer of this kind is connected before any of its data transfer: daemons lose the link states
    /// that are told while a flow's management comes up, and before the first data transfer there are none.
    fn manages_first(&self, _kind: LayerKind) -> bool {
        false
    }

    /// Who enrolls names its enroller, so that nobody has to answer to the layer's name.
    fn names_enrollers(&self) -> bool {
        false
    }
}

/// A family of prototypes: what menus list, and how one is set up for a design.
pub trait Family: Sync {
    /// Its name in files and menus, as `ouroboros`.
    fn kind(&self) -> &'static str;

    /// Its dialects as (key, description), the default first.
    fn dialects(&self) -> &'static [(&'static str, Id)];

    /// The prototype for `design`, whose settings choose dialect and link form.
    ///
    /// Errors: what the settings or policies ask for that this prototype does not have, in the user's words.
    fn set_up<'d>(&self, design: &'d Design) -> Result<Box<dyn Prototype + 'd>, Vec<String>>;
}
