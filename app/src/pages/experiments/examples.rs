//! Examples to open: each a small lesson.

use super::list::List;
use crate::once::act;
use api::Create;
use leptos::prelude::*;
use messages::{Id, id, say};

/// Key, title and lesson of the built-in examples, the simplest first; a test holds them against the files.
const EXAMPLES: [(&str, Id, Id); 7] = [
    ("star", id!("example-star"), id!("example-star-teaches")),
    ("layer-upon-a-layer", id!("example-layer-upon-a-layer"), id!("example-layer-upon-a-layer-teaches")),
    ("recursion", id!("example-recursion"), id!("example-recursion-teaches")),
    ("provider-and-customer", id!("example-provider"), id!("example-provider-teaches")),
    ("ring", id!("example-ring"), id!("example-ring-teaches")),
    ("tutorial-5", id!("example-udp"), id!("example-udp-teaches")),
    ("link-quality", id!("example-quality"), id!("example-quality-teaches")),
];

/// A row of examples; a press makes an experiment of one.
#[component]
pub fn Examples(
    /// Where the new experiment goes.
    list: List,
) -> impl IntoView {
    let example = move |(key, title, teaches): (&'static str, Id, Id)| {
        let press = move |_| list.create(Create::Example(key.into()));
        view! {
            <li>
                <button type="button" class="example" data-example=key on:click=act(press) disabled=list.busy()>
                    <strong>{title.text()}</strong><span>{teaches.text()}</span>
                </button>
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="examples">
            <h2 id="examples">{say!("examples")}</h2>
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
