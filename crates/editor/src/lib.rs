//! Working *on* an experiment: gestures, history, geometry, and what the canvas shows.
//!
//! Pure: it must not know the browser, the server, a clock or randomness. The page feeds it events and draws what it says.

pub mod action;
pub mod align;
pub mod detail;
pub mod diff;
pub mod draw;
pub mod find;
pub mod folding;
pub mod fuzzy;
pub mod geometry;
pub mod gesture;
pub mod grouping;
pub mod hit;
pub mod layer_graph;
pub mod layout;
pub mod linking;
mod members;
pub mod network;
pub mod overlay;
pub mod palette;
pub mod path;
pub mod pinch;
pub mod placement;
pub mod policy_text;
pub mod removal;
pub mod scene;
pub mod selection;
pub mod session;
pub mod snap;
mod squash;
pub mod stack;
pub mod stacks;
pub mod thumbnail;
pub mod viewport;

pub use geometry::Rect;
pub use overlay::Overlay;
pub use placement::Placement;
pub use scene::Scene;
pub use selection::Selection;
pub use session::Session;
pub use viewport::Viewport;
