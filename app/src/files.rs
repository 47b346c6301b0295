//! The formats of files by name: what an import calls them, and which the export menu offers.

use messages::{Id, id};

/// A format as people know it.
struct Format {
    /// Its key, as the server names it.
    key: &'static str,
    /// Its name in a sentence.
    title: Id,
    /// Its line in the export menu; none where it is only read.
    export: Option<Id>,
}

const FORMATS: [Format; 12] = [
    Format { key: "native", title: id!("format-native"), export: Some(id!("export-native")) },
    Format { key: "rumba", title: id!("format-rumba"), export: Some(id!("export-rumba")) },
    Format { key: "irmd", title: id!("format-irmd"), export: Some(id!("export-irmd")) },
    Format { key: "rlite", title: id!("format-rlite"), export: Some(id!("export-rlite")) },
    Format { key: "irati", title: id!("format-irati"), export: Some(id!("export-irati")) },
    Format { key: "containerlab", title: id!("format-containerlab"), export: Some(id!("export-containerlab")) },
    Format { key: "graphml", title: id!("format-graphml"), export: Some(id!("export-graphml")) },
    Format { key: "dot", title: id!("format-dot"), export: Some(id!("export-dot")) },
    Format { key: "rspec", title: id!("format-rspec"), export: Some(id!("export-rspec")) },
    Format { key: "espec", title: id!("format-espec"), export: Some(id!("export-espec")) },
    Format { key: "sndlib", title: id!("format-sndlib"), export: None },
    Format { key: "kathara", title: id!("format-kathara"), export: None },
];

/// A format's name; its key where the server knows more than this page.
pub fn title(key: &str) -> &str {
    FORMATS.iter().find(|format| format.key == key).map_or(key, |format| format.title.text())
}

/// What can be written: the format's key and its line in the menu.
pub fn exports() -> impl Iterator<Item = (&'static str, &'static str)> {
    FORMATS.iter().filter_map(|format| Some((format.key, format.export?.text())))
}
