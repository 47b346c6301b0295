//! The names a script can use without defining them: Rumba's modules and classes, Python's functions.

use super::{
    builtin,
    value::{Class, Value},
};

/// Names that `from rumba.model import *` brings.
const MODEL: [&str; 10] =
    ["DIF", "Delay", "Distribution", "LinkQuality", "Loss", "Node", "NormalDIF", "Policy", "ShimEthDIF", "ShimUDPDIF"];
/// Names that `from rumba.storyboard import *` brings.
const STORYBOARD: [&str; 3] = ["Client", "Server", "StoryBoard"];

/// Every name a star-import of a module brings.
pub(super) fn names_in(path: &str) -> Vec<&'static str> {
    match path {
        "rumba.model" | "rumba.elements.topology" => MODEL.to_vec(),
        "rumba.storyboard" => STORYBOARD.to_vec(),
        _ if path.starts_with("rumba.testbeds.") => vec!["Testbed"],
        _ if path.starts_with("rumba.prototypes.") => vec!["Experiment"],
        "collections" | "itertools" | "math" => {
            let names = builtin::NAMES.iter().filter_map(|name| name.split_once('.'));
            names.filter(|(module, _)| *module == path).map(|(_, name)| name).collect()
        }
        _ => Vec::new(),
    }
}

/// What a name of a module stands for: a class, a function, or a module inside it.
pub(super) fn attribute_of_module(path: &str, name: &str) -> Value {
    let last = path.rsplit('.').next().unwrap_or(path);
    let class = match name {
        "Node" => Class::Node,
        "NormalDIF" => Class::NormalDif,
        "DIF" => Class::PlainDif,
        "ShimEthDIF" => Class::ShimEthDif,
        "ShimUDPDIF" => Class::ShimUdpDif,
        "Policy" => Class::Policy,
        "LinkQuality" => Class::LinkQuality,
        "Delay" => Class::Delay,
        "Loss" => Class::Loss,
        "Distribution" => Class::Distribution,
        "StoryBoard" => Class::Storyboard,
        "Server" => Class::Server,
        "Client" => Class::Client,
        "Testbed" => Class::Testbed(testbed_kind(last).into()),
        "Experiment" => Class::Experiment(last.into()),
        _ => {
            let dotted = format!("{path}.{name}");
            return builtin(&dotted).unwrap_or_else(|| Value::Module(dotted.as_str().into()));
        }
    };
    if path.starts_with("rumba") {
        Value::Class(class)
    } else {
        Value::Module(format!("{path}.{name}").as_str().into())
    }
}

/// A testbed's kind, from its module's name.
fn testbed_kind(module: &str) -> &str {
    match module {
        "dockertb" => "docker",
        other => other,
    }
}

/// A function of Python's own, or of its library with its module.
pub(super) fn builtin(name: &str) -> Option<Value> {
    builtin::NAMES.iter().find(|known| **known == name).map(|known| Value::Builtin(known))
}
