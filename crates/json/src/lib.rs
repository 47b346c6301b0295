//! JSON as the browser reads and writes it: what `serde_json` takes and makes, in less code.
//!
//! `serde_json` compiles its parser into the reader of every record, with a second way to read each record as an array, and brings
//! tables of its own for numbers: a tenth of the browser's module. Here the parser is compiled once, a record is read from an
//! object only, and numbers are read and written by what the standard library has anyway. On the server, where size is no matter,
//! `serde_json` itself is used.

mod read;
mod scan;
mod write;

pub use read::read;
pub use scan::Wrong;
pub use write::write;
