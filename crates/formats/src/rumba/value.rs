//! What the machine computes with. Lists and dictionaries lie in one heap, so no value owns another: nothing can
//! leak by pointing at itself, and dropping a deep value needs no deep stack.

use indexmap::IndexMap;
use std::rc::Rc;

/// A value of the script.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// Known only when the script runs.
    Unknown,
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Rc<str>),
    /// An entry of [`Heap::lists`].
    List(usize),
    /// The same, but not to be changed.
    Tuple(usize),
    /// An entry of [`Heap::dicts`].
    Dict(usize),
    /// A module, by its dotted path.
    Module(Rc<str>),
    /// A class of Rumba's.
    Class(Class),
    /// A function of Python's own, or of its library, by name.
    Builtin(&'static str),
    /// A function of the script's.
    Function(usize),
    /// A method, not yet called.
    Bound(Rc<(Value, Rc<str>)>),
    /// A thing of Rumba's.
    Thing(Thing),
}

/// The classes that matter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Class {
    Node,
    NormalDif,
    PlainDif,
    ShimEthDif,
    ShimUdpDif,
    Policy,
    LinkQuality,
    Delay,
    Loss,
    Distribution,
    Storyboard,
    Server,
    Client,
    /// A testbed's, by its kind.
    Testbed(Rc<str>),
    /// A prototype's experiment, by its kind.
    Experiment(Rc<str>),
}

/// Things of Rumba's, by their number in the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Thing {
    Layer(usize),
    Node(usize),
    Policy(usize),
    Quality(usize),
    Testbed(usize),
    Experiment(usize),
    Storyboard,
    Server(usize),
    Client,
}

/// What a dictionary can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    None,
    Int(i64),
    Text(Rc<str>),
    Thing(Thing),
    Tuple(Vec<Key>),
}

/// A dictionary; `default` is what `defaultdict` makes for a key that is not there.
#[derive(Clone, Debug, Default)]
pub(super) struct Dict {
    pub entries: IndexMap<Key, Value>,
    pub default: Option<Value>,
}

/// Everything that can be changed in place.
#[derive(Default)]
pub(super) struct Heap {
    pub lists: Vec<Vec<Value>>,
    pub dicts: Vec<Dict>,
}

impl Value {
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            Self::Bool(truth) => Some(i64::from(*truth)),
            _ => None,
        }
    }

    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Float(number) => Some(*number),
            _ => self.as_int().map(|number| number as f64),
        }
    }

    pub fn as_layer(&self) -> Option<usize> {
        match self {
            Self::Thing(Thing::Layer(layer)) => Some(*layer),
            _ => None,
        }
    }

    pub fn as_node(&self) -> Option<usize> {
        match self {
            Self::Thing(Thing::Node(node)) => Some(*node),
            _ => None,
        }
    }
}

impl Heap {
    pub fn list(&mut self, values: Vec<Value>) -> Value {
        self.lists.push(values);
        Value::List(self.lists.len() - 1)
    }

    pub fn tuple(&mut self, values: Vec<Value>) -> Value {
        self.lists.push(values);
        Value::Tuple(self.lists.len() - 1)
    }

    pub fn dict(&mut self, dict: Dict) -> Value {
        self.dicts.push(dict);
        Value::Dict(self.dicts.len() - 1)
    }

    /// The elements of a list or tuple.
    pub fn elements(&self, value: &Value) -> Option<&[Value]> {
        match value {
            Value::List(list) | Value::Tuple(list) => Some(&self.lists[*list]),
            _ => None,
        }
    }

    /// How many elements, keys or characters.
    pub fn len(&self, value: &Value) -> Option<usize> {
        match value {
            Value::List(list) | Value::Tuple(list) => Some(self.lists[*list].len()),
            Value::Dict(dict) => Some(self.dicts[*dict].entries.len()),
            Value::Text(text) => Some(text.chars().count()),
            _ => None,
        }
    }

    /// Whether Python takes it for true; `None` where that is not known.
    pub fn truth(&self, value: &Value) -> Option<bool> {
        match value {
            Value::Unknown => None,
            Value::None => Some(false),
            Value::Bool(truth) => Some(*truth),
            Value::Int(number) => Some(*number != 0),
            Value::Float(number) => Some(*number != 0.0),
            _ => Some(self.len(value) != Some(0)),
        }
    }

    /// The value as a dictionary's key.
    pub fn key(&self, value: &Value) -> Option<Key> {
        match value {
            Value::None => Some(Key::None),
            Value::Int(_) | Value::Bool(_) => value.as_int().map(Key::Int),
            Value::Text(text) => Some(Key::Text(text.clone())),
            Value::Thing(thing) => Some(Key::Thing(*thing)),
            // Tuples of tuples are nobody's key in such scripts, and could be deep.
            Value::Tuple(list) => {
                let plain = |value: &Value| (!matches!(value, Value::Tuple(_))).then(|| self.key(value))?;
                self.lists[*list].iter().map(plain).collect::<Option<_>>().map(Key::Tuple)
            }
            _ => None,
        }
    }

    /// A dictionary's key as a value.
    pub fn value(&mut self, key: &Key) -> Value {
        match key {
            Key::None => Value::None,
            Key::Int(number) => Value::Int(*number),
            Key::Text(text) => Value::Text(text.clone()),
            Key::Thing(thing) => Value::Thing(*thing),
            Key::Tuple(keys) => {
                let values = keys.iter().map(|key| self.value(key)).collect();
                self.tuple(values)
            }
        }
    }
}
