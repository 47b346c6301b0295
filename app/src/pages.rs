//! Pages that are not the editor and not a run.

mod experiments;
mod missing;
mod runs;

pub use experiments::Experiments;
pub use missing::NotFound;
pub use runs::Runs;
