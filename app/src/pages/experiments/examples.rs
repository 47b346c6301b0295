//! Examples to open: each a small lesson.

use super::list::List;
use crate::once::act;
use api::Create;
use leptos::prelude::*;

/// Key, title and lesson of the built-in examples, the simplest first; a test holds them against the files.
const EXAMPLES: [(&str, &str, &str); 7] = [
    ("star", "Star", "How a layer comes up over links: bootstrap, register, enroll, connect."),
    (
        "layer-upon-a-layer",
        "A layer upon a layer",
        "How one layer is registered in another: the smallest stack there is.",
    ),
    ("recursion", "Recursion", "How a whole layer is one hop to the layer above it."),
    (
        "provider-and-customer",
        "Provider and customers",
        "How customers share a provider without seeing it, or each other.",
    ),
    ("ring", "Ring", "How routing goes the other way round when a link is cut."),
    (
        "tutorial-5",
        "Two machines over UDP",
        "How a layer stands on IP, and how a name spreads requests over processes.",
    ),
    (
        "link-quality",
        "Good and bad links",
        "How delay, jitter, loss and rate of links show in what applications measure.",
    ),
];

/// A row of examples; a press makes an experiment of one.
#[component]
pub fn Examples(
    /// Where the new experiment goes.
    list: List,
) -> impl IntoView {
    let example = move |(key, title, teaches): (&'static str, &'static str, &'static str)| {
        let press = move |_| list.create(Create::Example(key.into()));
        view! {
            <li>
                <button type="button" class="example" data-example=key on:click=act(press) disabled=list.busy()>
                    <strong>{title}</strong><span>{teaches}</span>
                </button>
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="examples">
            <h2 id="examples">"Examples"</h2>
            <ul class="examples">{EXAMPLES.into_iter().map(example).collect_view()}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::EXAMPLES;
    use std::{collections::BTreeSet, fs, path::Path};

    #[test]
    fn the_examples_are_the_files_there_are() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
        let files: BTreeSet<String> = (fs::read_dir(folder).expect("the examples"))
            .filter_map(|file| file.ok()?.file_name().to_str()?.strip_suffix(".conga.toml").map(String::from))
            .collect();
        let listed: BTreeSet<String> = EXAMPLES.iter().map(|(key, _, _)| (*key).to_owned()).collect();
        assert_eq!(files, listed);
    }
}
