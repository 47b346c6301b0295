//! Values to JSON, by `serde_json` with the standard library's numbers.

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io;

/// A value as JSON in one line; none where it cannot be JSON: a map's key that is not a text or a number.
pub fn write(value: &impl Serialize) -> Option<String> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Plain)).ok()?;
    String::from_utf8(bytes).ok()
}

/// Numbers as the standard library writes them: the fewest digits that are read back the same.
struct Plain;

impl Formatter for Plain {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        write!(writer, "{value:?}")
    }

    fn write_f32<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        write!(writer, "{value:?}")
    }
}
