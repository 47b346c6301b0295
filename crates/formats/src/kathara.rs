//! Kathará's and Netkit's `lab.conf`: machines, and the collision domains their interfaces are on. Only read.
//!
//! Source: kathara.org, `lab.conf` manual page.

use crate::{Format, FormatError, Imported, WriteError, error::shown, sketch::Sketch, within_limits};
use messages::say;
use model::{Draft, LayerKind};
use std::collections::HashMap;

/// Kathará.
pub(crate) struct Kathara;

impl Format for Kathara {
    fn key(&self) -> &'static str {
        "kathara"
    }

    fn title(&self) -> &'static str {
        "Kathará lab"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["lab.conf"]
    }

    fn looks_like(&self, text: &str) -> bool {
        let mut lines =
            text.lines().take(1_000).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.any(|line| assignment(line).is_some_and(|(_, key, _)| key.parse::<u32>().is_ok()))
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        let mut reader = Reader { sketch: Sketch::of("kathara"), nodes: HashMap::new(), lans: HashMap::new() };
        for (line, content) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            let content = content.trim();
            if !content.is_empty() && !content.starts_with('#') {
                reader.line(line, content)?;
            }
        }
        reader.sketch.finish()
    }

    fn write(&self, _: &Draft) -> Result<Option<String>, WriteError> {
        Ok(None)
    }
}

/// `machine[key]=value`, the value without its quotes.
fn assignment(line: &str) -> Option<(&str, &str, &str)> {
    let (machine, rest) = line.split_once('[')?;
    let (key, rest) = rest.split_once(']')?;
    let value = rest.trim_start().strip_prefix('=')?.trim();
    let quoted = value.strip_prefix(['"', '\'']).and_then(|rest| rest.split_once(['"', '\'']));
    let bare = value.split_once('#').map_or(value, |(value, _)| value).trim();
    Some((machine.trim(), key.trim(), quoted.map_or(bare, |(value, _)| value)))
}

struct Reader<'t> {
    sketch: Sketch,
    nodes: HashMap<&'t str, usize>,
    lans: HashMap<&'t str, usize>,
}

impl<'t> Reader<'t> {
    fn line(&mut self, line: usize, content: &'t str) -> Result<(), FormatError> {
        let Some((machine, key, value)) = assignment(content) else {
            if let Some(name) = content.strip_prefix("LAB_NAME=") {
                self.sketch.settings.title = name.trim_matches(['"', '\'']).chars().take(120).collect();
            } else if content.starts_with("LAB_") {
                self.sketch.ignored_kind(line, format!("`{}`", shown(content.split('=').next().unwrap_or_default())));
            } else {
                self.sketch.ignored(line, say!("no-machine-line", line = shown(content)));
            }
            return Ok(());
        };
        let node = match self.nodes.get(machine) {
            Some(node) => *node,
            None => self.sketch.node(machine, line)?,
        };
        self.nodes.insert(machine, node);
        let Ok(number) = key.parse::<u32>() else {
            self.sketch.ignored_kind(line, say!("attribute-of-machines", key = shown(key)));
            return Ok(());
        };
        // A MAC address may stand behind the domain's name.
        let (lan, mac) = value.split_once('/').map_or((value, ""), |(lan, mac)| (lan, mac));
        if !mac.is_empty() {
            self.sketch.ignored_kind(line, say!("mac-addresses"));
        }
        let layer = match self.lans.get(lan) {
            Some(layer) => *layer,
            None => self.sketch.layer(lan, LayerKind::EthDix, line)?,
        };
        self.lans.insert(lan, layer);
        if self.sketch.is_member(node, layer) {
            let what = say!("on-lan-already", machine = shown(machine), lan = shown(lan));
            self.sketch.ignored(line, what);
            return Ok(());
        }
        self.sketch.member(node, layer, line)?.interface = Some(format!("eth{number}"));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::same::{counts, remarks};

    #[test]
    fn a_collision_domain_is_a_link_of_many_ends() {
        let text = "LAB_NAME=\"Three\"\nLAB_AUTHOR=x\n# comment\nr1[0]=\"A\"\nr1[1]=B # left\nr1[image]='kathara/frr'\n\
                    r2[0]=A/02:00:00:00:00:01\nr3[0]=A\nr3[1]=A\nr3 is up\n";
        let imported = crate::open("lab.conf", text).expect("read");
        assert_eq!((counts(&imported.draft), imported.report.format), ([3, 2, 0, 4], "kathara"));
        assert_eq!(imported.draft.settings().title, "Three");
        expect_test::expect![[r#"
            - 2: `LAB_AUTHOR`
            - 6: `image` of machines
            - 7: MAC addresses
            - 9: `r3` is on `A` already; the first interface counts
            - 10: `r3 is up` is no `machine[key]=value`
        "#]]
        .assert_eq(&remarks(&imported));
    }
}
