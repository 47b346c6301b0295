//! JSON to values: serde's side of the parser.

use crate::scan::{Number, Scan, Wrong};
use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor},
};

/// The value that `text` is the JSON of.
///
/// Records are read from objects, not from arrays, and numbers to the last bit.
pub fn read<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, Wrong> {
    let mut reader = Reader { scan: Scan::of(text), is_key: false };
    let value = T::deserialize(&mut reader)?;
    reader.scan.end()?;
    Ok(value)
}

/// One type reads everything, keys as well as values, so that each type that is read is compiled for it alone.
struct Reader<'t> {
    scan: Scan<'t>,
    /// What comes is the key of a map, where numbers stand in quotes.
    is_key: bool,
}

impl<'t> Reader<'t> {
    fn number(&mut self) -> Result<Number, Wrong> {
        if self.is_key { self.scan.quoted_number() } else { self.scan.number() }
    }

    fn visit_number<V: Visitor<'t>>(&mut self, visitor: V) -> Result<V::Value, Wrong> {
        match self.number()? {
            Number::Natural(number) => visitor.visit_u64(number),
            Number::Negative(number) => visitor.visit_i64(number),
            Number::Real(number) => visitor.visit_f64(number),
        }
    }

    fn boolean(&mut self) -> Result<bool, Wrong> {
        let is_true = self.scan.takes("true");
        if !is_true {
            self.scan.take("false")?;
        }
        Ok(is_true)
    }

    /// Takes a value nobody asks for.
    fn skip(&mut self) -> Result<(), Wrong> {
        serde_json::Value::deserialize(self).map(drop)
    }
}

/// As which kind of number, text or record a value is read makes no difference: the visitor says what it takes.
macro_rules! same {
    ($read:ident: $($method:ident)*) => {$(
        fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Wrong> {
            self.$read(visitor)
        }
    )*};
}

impl<'t> Deserializer<'t> for &mut Reader<'t> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.scan.next() {
            b'"' => self.deserialize_str(visitor),
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b'n' => self.deserialize_unit(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            _ => self.visit_number(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_bool(self.boolean()?)
    }

    same!(visit_number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64);

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_str(&self.scan.string()?)
    }

    same!(deserialize_str: deserialize_char deserialize_string deserialize_identifier);
    same!(deserialize_any: deserialize_bytes deserialize_byte_buf);

    fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.scan.take("null")?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'t>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.scan.takes("null") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.scan.open("[")?;
        let mut entries = Entries::of(self, "]");
        let value = visitor.visit_seq(&mut entries)?;
        entries.end().map(|()| value)
    }

    fn deserialize_tuple<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.scan.open("{")?;
        let mut entries = Entries::of(self, "}");
        let value = visitor.visit_map(&mut entries)?;
        entries.end().map(|()| value)
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        if self.scan.next() == b'"' {
            return visitor.visit_enum(Variant { reader: self, is_plain: true });
        }
        self.scan.open("{")?;
        let value = visitor.visit_enum(Variant { reader: self, is_plain: false })?;
        if self.scan.more(true, "}")? { Err(self.scan.wrong("one variant only")) } else { Ok(value) }
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.skip()?;
        visitor.visit_unit()
    }
}

/// What is left of an array or an object.
struct Entries<'r, 't> {
    reader: &'r mut Reader<'t>,
    bracket: &'static str,
    is_first: bool,
    is_over: bool,
}

impl<'r, 't> Entries<'r, 't> {
    fn of(reader: &'r mut Reader<'t>, bracket: &'static str) -> Self {
        Self { reader, bracket, is_first: true, is_over: false }
    }

    fn more(&mut self) -> Result<bool, Wrong> {
        if !self.is_over {
            self.is_over = !self.reader.scan.more(self.is_first, self.bracket)?;
            self.is_first = false;
        }
        Ok(!self.is_over)
    }

    /// Takes the bracket, also where the visitor had enough before.
    fn end(&mut self) -> Result<(), Wrong> {
        if self.more()? { Err(self.reader.scan.wrong("there is more than expected")) } else { Ok(()) }
    }
}

impl<'t> SeqAccess<'t> for &mut Entries<'_, 't> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        if self.more()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'t> MapAccess<'t> for &mut Entries<'_, 't> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        if !self.more()? {
            return Ok(None);
        }
        self.reader.is_key = true;
        let key = seed.deserialize(&mut *self.reader)?;
        self.reader.is_key = false;
        self.reader.scan.take(":")?;
        Ok(Some(key))
    }

    fn next_value_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<T::Value, Wrong> {
        seed.deserialize(&mut *self.reader)
    }
}

/// One of an enum's variants: its name alone, or an object of its name and what it holds.
struct Variant<'r, 't> {
    reader: &'r mut Reader<'t>,
    is_plain: bool,
}

impl<'r, 't> Variant<'r, 't> {
    fn content(self) -> Result<&'r mut Reader<'t>, Wrong> {
        if self.is_plain { Err(self.reader.scan.wrong("what the variant holds is missing")) } else { Ok(self.reader) }
    }
}

impl<'t> EnumAccess<'t> for Variant<'_, 't> {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'t>>(self, seed: T) -> Result<(T::Value, Self), Wrong> {
        let variant = seed.deserialize(&mut *self.reader)?;
        if !self.is_plain {
            self.reader.scan.take(":")?;
        }
        Ok((variant, self))
    }
}

impl<'t> VariantAccess<'t> for Variant<'_, 't> {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        if self.is_plain { Ok(()) } else { self.reader.scan.take("null") }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'t>>(self, seed: T) -> Result<T::Value, Wrong> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'t>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        self.content()?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'t>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        self.content()?.deserialize_map(visitor)
    }
}
