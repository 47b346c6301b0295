//! Finding things by a piece of their name.

use model::{Draft, Place};

/// At most so many answers.
pub const MOST: usize = 40;

/// The nodes, layers and services whose name holds `text`, whatever the case; names that begin with it first.
pub fn find(draft: &Draft, text: &str) -> Vec<(Place, String)> {
    let wanted = text.trim().to_lowercase();
    if wanted.is_empty() {
        return Vec::new();
    }
    let nodes = draft.nodes().map(|(id, node)| (Place::Node(id), &node.name));
    let layers = draft.layers().map(|(id, layer)| (Place::Layer(id), &layer.name));
    let services = draft.services().map(|(id, service)| (Place::Service(id), &service.name));
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for (place, name) in nodes.chain(layers).chain(services) {
        match name.to_lowercase().find(&wanted) {
            Some(0) => first.push((place, name.clone())),
            Some(_) => then.push((place, name.clone())),
            None => {}
        }
    }
    first.extend(then);
    first.truncate(MOST);
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Layer, LayerKind, Node};

    #[test]
    fn beginnings_come_first_and_case_does_not_matter() {
        let mut builder = Builder::default();
        for name in ["my-router", "Router1", "host"] {
            builder.node(Node { name: name.into(), ..Node::default() });
        }
        builder.layer(Layer::of("route", LayerKind::Unicast));
        let names: Vec<String> = find(builder.draft(), " rout").into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["Router1", "route", "my-router"]);
        assert!(find(builder.draft(), " ").is_empty());
    }
}
