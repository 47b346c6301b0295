//! Tests of the crate as a whole.

mod clipboard;
mod edits;
mod findings;
mod golden;
mod order;
mod properties;
mod text;
mod wild;
mod wire;
