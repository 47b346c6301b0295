//! The lines of a demonstrator's file, each a statement with its words.

/// The map that our own IRATI files carry, from VLAN to the layer's name: `# conga: eth 100 is e1`.
pub(super) const MAP: &str = "# conga: eth ";

/// One declaration.
pub(super) struct Statement<'t> {
    /// The line, counted from 1.
    pub line: usize,
    /// Its words; the first says what it declares. Never empty.
    pub words: Vec<&'t str>,
}

/// Every statement; comments and blank lines are none.
pub(super) fn statements(text: &str) -> impl Iterator<Item = Statement<'_>> {
    let lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    lines.filter_map(|(line, content)| {
        let content = content.trim();
        let words: Vec<&str> = content.split_whitespace().collect();
        (!words.is_empty() && !content.starts_with('#')).then_some(Statement { line, words })
    })
}

/// The first statement, if it is one that these files begin with.
pub(super) fn first(text: &str) -> Option<Statement<'_>> {
    const WORDS: [&str; 10] =
        ["eth", "udp4", "dif", "netem", "hostfwd", "policy", "appmap", "overlay", "enroll", "namespace"];
    let head = statements(text).next()?;
    (WORDS.contains(&head.words[0]) && head.words.len() > 2).then_some(head)
}

/// Whether only IRATI has what is there: its own declarations, or its components, and VLANs for names.
pub(super) fn is_irati(text: &str) -> bool {
    const COMPONENTS: [&str; 6] =
        ["enrollment-task", "namespace-manager", "security-manager", "resource-allocator", "rmt", "efcp"];
    let mut has_own = text.contains(MAP);
    for statement in statements(text).take(20_000) {
        let word = |n: usize| statement.words.get(n).copied().unwrap_or_default();
        match word(0) {
            "eth" if word(1).parse::<u32>().is_err() => return false,
            "udp4" | "hostfwd" => return false,
            "enroll" | "appmap" | "overlay" => has_own = true,
            "netem" => has_own |= word(2) != "rate",
            "policy" => has_own |= COMPONENTS.contains(&word(3).split('.').next().unwrap_or_default()),
            _ => {}
        }
    }
    has_own
}
