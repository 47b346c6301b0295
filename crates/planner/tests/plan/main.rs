//! Plans as text: what Rumba computes, and what it cannot.

mod choices;
mod drafts;
mod golden;
mod scale;
mod text;
