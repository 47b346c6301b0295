//! A module whose alike functions stand side by side, for brotli says what is near in fewer bits: a twelfth off its size.
//!
//! Generic code is compiled for every type: tens of thousands of functions that differ in a few bytes. The linker leaves
//! them in no order, wasm-bindgen by size. Of those that are the same in every byte, one is kept; then each is followed by
//! the one most alike of those left. What the module does stays the same.

use anyhow::{Result, anyhow};
use std::{
    array,
    collections::HashMap,
    convert::Infallible,
    hash::{DefaultHasher, Hash, Hasher},
};
use wasm_encoder::{
    CodeSection, FunctionSection, Module,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionBody, FunctionSectionReader, Operator, Parser, Payload, TypeRef,
};

/// How many hashes are compared: more would find likenesses a little better, and take longer.
const N_HASHES: usize = 128;

/// A function in a few numbers: the share that two have in common is about the share of their operator pairs in common
/// (MinHash, Broder 1997).
type Sketch = [u16; N_HASHES];

/// The module, smaller once packed. Custom sections, names among them, are left out.
///
/// # Errors
/// Bytes that are no module.
pub fn ordered(module: &[u8]) -> Result<Vec<u8>> {
    let functions = Functions::of(module)?;
    let kept_as = functions.merged()?;
    let order = functions.chained(&kept_as)?;
    let mut at = vec![0; functions.bodies.len()];
    for (to, &from) in (functions.n_imports..).zip(&order) {
        at[from] = to;
    }
    let numbers = kept_as.iter().map(|&kept| functions.own(kept).map_or(kept, |own| at[own])).collect();
    let mut written = Module::new();
    utils::parse_core_module(&mut Reordered { numbers, order }, &mut written, Parser::new(0), module).map_err(bad)?;
    Ok(written.finish())
}

fn bad(error: Error<Infallible>) -> anyhow::Error {
    anyhow!("the module cannot be read: {error}")
}

/// The functions of a module.
#[derive(Default)]
struct Functions<'a> {
    /// Imports have the first numbers.
    n_imports: u32,
    types: Vec<u32>,
    bodies: Vec<FunctionBody<'a>>,
}

impl<'a> Functions<'a> {
    fn of(module: &'a [u8]) -> Result<Self> {
        let mut all = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        all.n_imports += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::FunctionSection(types) => all.types = types.into_iter().collect::<Result<_, _>>()?,
                Payload::CodeSectionEntry(body) => all.bodies.push(body),
                _ => {}
            }
        }
        Ok(all)
    }

    /// The place among those with a body of a function's number.
    fn own(&self, number: u32) -> Option<usize> {
        number.checked_sub(self.n_imports).map(|own| own as usize)
    }

    /// For each number the one whose function is kept for it. Where two become one, those that call them may become one too.
    fn merged(&self) -> Result<Vec<u32>> {
        let mut kept_as: Vec<u32> = (0..).take(self.n_imports as usize + self.bodies.len()).collect();
        loop {
            let mut first: HashMap<(u32, Vec<u8>), u32> = HashMap::new();
            let mut next = kept_as.clone();
            for ((number, &of), body) in (self.n_imports..).zip(&self.types).zip(&self.bodies) {
                if kept_as[number as usize] == number {
                    let mut code = CodeSection::new();
                    Renumbered(&kept_as).parse_function_body(&mut code, body.clone()).map_err(bad)?;
                    let mut bytes = Vec::new();
                    wasm_encoder::Encode::encode(&code, &mut bytes);
                    next[number as usize] = *first.entry((of, bytes)).or_insert(number);
                }
            }
            for number in 0..next.len() {
                next[number] = next[kept_as[number] as usize];
            }
            if next == kept_as {
                return Ok(next);
            }
            kept_as = next;
        }
    }

    /// The kept ones' places, the largest first, each followed by the one most alike of those left; of two, the larger.
    fn chained(&self, kept_as: &[u32]) -> Result<Vec<usize>> {
        let mut left: Vec<usize> = (0..self.bodies.len())
            .filter(|&own| self.own(kept_as[self.n_imports as usize + own]) == Some(own))
            .collect();
        left.sort_by_key(|&own| std::cmp::Reverse(self.bodies[own].as_bytes().len()));
        let mut sketches = left.iter().map(|&own| sketch(&self.bodies[own])).collect::<Result<Vec<_>>>()?;
        let mut order = Vec::new();
        let mut next = 0;
        while next < left.len() {
            order.push(left.remove(next));
            let last = sketches.remove(next);
            next = most_alike(&last, &sketches);
        }
        Ok(order)
    }
}

fn most_alike(to: &Sketch, among: &[Sketch]) -> usize {
    let mut best = (0, 0);
    for (at, sketch) in among.iter().enumerate() {
        let n_same = to.iter().zip(sketch).fold(0u16, |n, (a, b)| n + u16::from(a == b));
        if n_same > best.0 {
            best = (n_same, at);
        }
    }
    best.1
}

/// Whom a function calls and which addresses it names is left out: of two alike functions that differs most.
fn sketch(body: &FunctionBody) -> Result<Sketch> {
    /// Numbers above are taken for addresses.
    const ADDRESS: i32 = 1000;
    let bytes = body.as_bytes();
    let begin = body.range().start;
    let mut operators = body.get_operators_reader()?;
    let mut sketch = [u32::MAX; N_HASHES];
    let mut before = 0;
    while !operators.eof() {
        let (operator, at) = operators.read_with_offset()?;
        let end = match operator {
            Operator::Call { .. } => at + 1,
            Operator::I32Const { value } if value > ADDRESS => at + 1,
            _ => operators.original_position(),
        };
        let now = hash(&bytes[at - begin..end - begin]);
        let pair = hash(&(before, now));
        for (nth, least) in (1u64..).zip(&mut sketch) {
            // Another hash for each place, made from one.
            let mixed = (pair ^ nth.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0x2545_F491_4F6C_DD1D);
            *least = (*least).min((mixed >> 32) as u32);
        }
        before = now;
    }
    Ok(array::from_fn(|nth| sketch[nth] as u16))
}

fn hash(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Functions by other numbers.
struct Renumbered<'a>(&'a [u32]);

impl Reencode for Renumbered<'_> {
    type Error = Infallible;

    fn function_index(&mut self, number: u32) -> Result<u32, Error> {
        Ok(self.0[number as usize])
    }
}

/// A module's functions by other numbers and in another order.
struct Reordered {
    /// By the old number.
    numbers: Vec<u32>,
    /// Places among the old bodies.
    order: Vec<usize>,
}

impl Reencode for Reordered {
    type Error = Infallible;

    fn function_index(&mut self, number: u32) -> Result<u32, Error> {
        Ok(self.numbers[number as usize])
    }

    fn parse_function_section(&mut self, to: &mut FunctionSection, from: FunctionSectionReader) -> Result<(), Error> {
        let types = from.into_iter().collect::<Result<Vec<_>, _>>()?;
        for &own in &self.order {
            to.function(types[own]);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, to: &mut CodeSection, from: CodeSectionReader) -> Result<(), Error> {
        let bodies = from.into_iter().collect::<Result<Vec<_>, _>>()?;
        let order = self.order.clone();
        order.iter().try_for_each(|&own| self.parse_function_body(to, bodies[own].clone()))
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        ExportKind, ExportSection, Function,
        Instruction::{self, Call, End, I32Add, I32Const, I32Eqz},
        TypeSection, ValType,
    };

    /// `one` and `two` are the same; `sum` calls both, `same` is the same once they are one; `other` is alike to nothing.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        let (mut functions, mut code, mut exports) = (FunctionSection::new(), CodeSection::new(), ExportSection::new());
        let body = |operators: &[Instruction]| {
            let mut function = Function::new([]);
            operators.iter().for_each(|operator| {
                function.instruction(operator);
            });
            function
        };
        let seven = [I32Const(7), End];
        let bodies = [
            ("one", body(&seven)),
            ("other", body(&[I32Const(1), I32Eqz, End])),
            ("two", body(&seven)),
            ("sum", body(&[Call(0), Call(2), I32Add, End])),
            ("same", body(&[Call(2), Call(0), I32Add, End])),
        ];
        for ((name, body), number) in bodies.iter().zip(0..) {
            functions.function(0);
            code.function(body);
            exports.export(name, ExportKind::Func, number);
        }
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code);
        module.finish()
    }

    /// What each export does, calls followed to the end.
    fn behaviour(module: &[u8]) -> Vec<(String, String)> {
        let functions = Functions::of(module).expect("a module");
        let exports = Parser::new(0).parse_all(module).find_map(|payload| match payload.expect("a module") {
            Payload::ExportSection(exports) => Some(exports),
            _ => None,
        });
        let exports = exports.expect("exports").into_iter().map(|export| export.expect("an export"));
        exports.map(|export| (export.name.to_owned(), followed(&functions, export.index))).collect()
    }

    fn followed(functions: &Functions, number: u32) -> String {
        let mut operators = functions.bodies[number as usize].get_operators_reader().expect("operators");
        let mut all = String::new();
        while !operators.eof() {
            all += &match operators.read().expect("an operator") {
                Operator::Call { function_index } => followed(functions, function_index),
                other => format!("{other:?};"),
            };
        }
        all
    }

    #[test]
    fn what_is_the_same_is_kept_once_and_does_the_same() {
        let before = module();
        let after = ordered(&before).expect("a module");
        assert_eq!(behaviour(&after), behaviour(&before));
        let left = Functions::of(&after).expect("a module");
        assert_eq!((left.bodies.len(), left.types.len()), (3, 3));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(ordered(b"no module").is_err());
    }
}
