//! The formats of files by name: what an import calls them, and which the export menu offers.

/// A format as people know it.
struct Format {
    /// Its key, as the server names it.
    key: &'static str,
    /// Its name in a sentence.
    title: &'static str,
    /// Its line in the export menu; none where it is only read.
    export: Option<&'static str>,
}

const FORMATS: [Format; 12] = [
    Format { key: "native", title: "Conga file", export: Some("Conga file (.conga.toml)") },
    Format { key: "rumba", title: "Rumba script", export: Some("Rumba script (.py)") },
    Format { key: "irmd", title: "Ouroboros daemon configuration", export: Some("irmd configurations and hosts") },
    Format { key: "rlite", title: "rlite demonstrator file", export: Some("rlite demonstrator (.rlite.conf)") },
    Format { key: "irati", title: "IRATI demonstrator file", export: Some("IRATI demonstrator (.irati.conf)") },
    Format { key: "containerlab", title: "containerlab topology", export: Some("containerlab (.clab.yml)") },
    Format { key: "graphml", title: "GraphML graph", export: Some("GraphML (.graphml)") },
    Format { key: "dot", title: "Graphviz graph", export: Some("Graphviz (.dot)") },
    Format { key: "rspec", title: "GENI rspec", export: Some("GENI rspec (.rspec)") },
    Format { key: "espec", title: "jFed ESpec", export: Some("jFed ESpec (.espec)") },
    Format { key: "sndlib", title: "SNDlib network", export: None },
    Format { key: "kathara", title: "Kathará lab", export: None },
];

/// A format's name; its key where the server knows more than this page.
pub fn title(key: &str) -> &str {
    FORMATS.iter().find(|format| format.key == key).map_or(key, |format| format.title)
}

/// What can be written: the format's key and its line in the menu.
pub fn exports() -> impl Iterator<Item = (&'static str, &'static str)> {
    FORMATS.iter().filter_map(|format| Some((format.key, format.export?)))
}
