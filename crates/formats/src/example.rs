//! The examples people can open, kept as files in `examples/` at the top of the repository.

/// An experiment to begin with.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its file's name without the ending, as `star`.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it teaches, one sentence.
    pub teaches: &'static str,
    /// The native file.
    pub text: &'static str,
}

macro_rules! example {
    ($key:literal, $title:literal, $teaches:literal) => {
        Example {
            key: $key,
            title: $title,
            teaches: $teaches,
            text: include_str!(concat!("../../../examples/", $key, ".conga.toml")),
        }
    };
}

/// Every example, the simplest first.
pub fn examples() -> &'static [Example] {
    &[
        example!("star", "Star", "How a layer comes up over links: bootstrap, register, enroll, connect."),
        example!(
            "layer-upon-a-layer",
            "A layer upon a layer",
            "How one layer is registered in another: the smallest stack there is."
        ),
        example!("recursion", "Recursion", "How a whole layer is one hop to the layer above it."),
        example!(
            "provider-and-customer",
            "Provider and customers",
            "How customers share a provider without seeing it, or each other."
        ),
        example!("ring", "Ring", "How routing goes the other way round when a link is cut."),
        example!(
            "tutorial-5",
            "Two machines over UDP",
            "How a layer stands on IP, and how a name spreads requests over processes."
        ),
        example!(
            "link-quality",
            "Good and bad links",
            "How delay, jitter, loss and rate of links show in what applications measure."
        ),
    ]
}
