//! SNDlib's native format: nodes with longitude and latitude, links with capacities. Only read.
//!
//! Source: sndlib.zib.de, "Native data format".

use crate::{Format, FormatError, Imported, WriteError, error::shown, geography, sketch::Sketch, within_limits};
use messages::say;
use model::{Draft, LayerKind};
use std::collections::HashMap;

/// SNDlib.
pub(crate) struct SndLib;

impl Format for SndLib {
    fn key(&self) -> &'static str {
        "sndlib"
    }

    fn title(&self) -> &'static str {
        "SNDlib network"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".sndlib.txt", ".sndlib"]
    }

    fn looks_like(&self, text: &str) -> bool {
        let mut lines = text.lines().take(200).map(str::trim);
        lines.any(|line| line.starts_with("?SNDlib native format") || line.replace(' ', "") == "NODES(")
    }

    fn read(&self, text: &str) -> Result<Imported, FormatError> {
        within_limits(text)?;
        let mut reader = Reader {
            tokens: tokens(text),
            at: 0,
            sketch: Sketch::of("sndlib"),
            nodes: HashMap::new(),
            geographic: Vec::new(),
        };
        reader.file()?;
        let degrees: Vec<(f64, f64)> = reader.geographic.iter().map(|(_, lon, lat)| (*lon, *lat)).collect();
        for ((node, ..), (x, y)) in reader.geographic.iter().zip(geography::project(&degrees)) {
            reader.sketch.place(*node, x, y);
        }
        reader.sketch.finish()
    }

    fn write(&self, _: &Draft) -> Result<Option<String>, WriteError> {
        Ok(None)
    }
}

/// A word or a parenthesis, and its line.
type Token<'t> = (usize, &'t str);

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (line, content) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let content = content.split('#').next().unwrap_or_default();
        for word in content.split_whitespace().filter(|_| !content.trim_start().starts_with('?')) {
            // Parentheses may touch words.
            for piece in word.split_inclusive(['(', ')']) {
                let (name, sign) = piece.split_at(piece.len() - usize::from(piece.ends_with(['(', ')'])));
                tokens.extend([name, sign].into_iter().filter(|piece| !piece.is_empty()).map(|piece| (line, piece)));
            }
        }
    }
    tokens
}

struct Reader<'t> {
    tokens: Vec<Token<'t>>,
    at: usize,
    sketch: Sketch,
    nodes: HashMap<&'t str, usize>,
    geographic: Vec<(usize, f64, f64)>,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<Token<'t>> {
        self.at += 1;
        self.tokens.get(self.at - 1).copied()
    }

    fn error(&self, what: &str) -> FormatError {
        let line = self.tokens.get(self.at.saturating_sub(1)).or(self.tokens.last()).map_or(1, |token| token.0);
        FormatError { line, column: 1, what: what.into(), mend: say!("write-as-sndlib").into() }
    }

    fn file(&mut self) -> Result<(), FormatError> {
        while let Some((line, word)) = self.next() {
            if self.tokens.get(self.at).map(|token| token.1) != Some("(") {
                self.sketch.ignored(line, say!("no-section", name = shown(word)));
                continue;
            }
            self.at += 1;
            match word {
                "NODES" => self.each(Self::node)?,
                "LINKS" => self.each(Self::link)?,
                _ => {
                    if self.list()?.len() > usize::from(word == "META") {
                        self.sketch.ignored_kind(line, say!("the-section", name = shown(word)));
                    }
                }
            }
        }
        Ok(())
    }

    /// Every entry of a section: its name, and the words behind it with their parentheses.
    fn each(
        &mut self,
        take: fn(&mut Self, Token<'t>, &[&'t str]) -> Result<(), FormatError>,
    ) -> Result<(), FormatError> {
        loop {
            let Some(name) = self.next() else { return Err(self.error(say!("section-open"))) };
            if name.1 == ")" {
                return Ok(());
            }
            let mut words = Vec::new();
            // An entry goes on over its parentheses, until a word of the next line.
            while let Some((line, word)) = self.tokens.get(self.at).copied() {
                if word == ")" || (line != name.0 && word != "(") {
                    break;
                }
                self.at += 1;
                match word {
                    "(" => {
                        words.push("(");
                        words.extend(self.list()?);
                        words.push(")");
                    }
                    word => words.push(word),
                }
            }
            take(self, name, &words)?;
        }
    }

    /// The words up to the closing parenthesis, those of inner lists among them.
    fn list(&mut self) -> Result<Vec<&'t str>, FormatError> {
        let (mut words, mut depth) = (Vec::new(), 1_usize);
        loop {
            match self.next() {
                None => return Err(self.error(say!("bracket-missing"))),
                Some((_, "(")) => depth += 1,
                Some((_, ")")) => depth -= 1,
                Some((_, word)) => words.push(word),
            }
            if depth == 0 {
                return Ok(words);
            }
        }
    }

    fn node(&mut self, (line, name): Token<'t>, words: &[&'t str]) -> Result<(), FormatError> {
        if self.nodes.contains_key(name) {
            self.sketch.ignored(line, say!("node-twice", node = shown(name)));
            return Ok(());
        }
        let node = self.sketch.node(name, line)?;
        self.nodes.insert(name, node);
        if let ["(", longitude, latitude, ")"] = words
            && let (Ok(longitude), Ok(latitude)) = (longitude.parse::<f64>(), latitude.parse::<f64>())
        {
            self.geographic.push((node, longitude, latitude));
        }
        Ok(())
    }

    /// `id ( a b ) capacity cost routing-cost setup-cost ( {capacity cost}* )`
    fn link(&mut self, (line, name): Token<'t>, words: &[&'t str]) -> Result<(), FormatError> {
        let ["(", a, b, ")", rest @ ..] = words else {
            self.sketch.ignored(line, say!("link-without-ends", link = shown(name)));
            return Ok(());
        };
        let (Some(a), Some(b)) = (self.nodes.get(a).copied(), self.nodes.get(b).copied()) else {
            self.sketch.ignored(line, say!("link-leads-nowhere", link = shown(name)));
            return Ok(());
        };
        let link = self.sketch.layer(name, LayerKind::EthDix, line)?;
        for end in [a, b] {
            self.sketch.member(end, link, line)?;
        }
        let capacity = rest.first().and_then(|word| word.parse::<f64>().ok());
        if let Some(capacity) = capacity.filter(|capacity| capacity.is_finite() && *capacity > 0.0) {
            self.sketch.layers[link].quality.rate_mbit = Some(capacity);
        }
        if rest.len() > 1 {
            self.sketch.ignored_kind(line, say!("costs-and-capacities"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::same::{counts, remarks};

    #[test]
    fn nodes_stand_where_they_are_on_the_map() {
        let text = "?SNDlib native format; type: network; version: 1.0\n# two towns\nMETA (\n granularity = x\n)\n\
                    NODES (\n  Berlin ( 13.48 52.52 )\n  Bonn ( 7.08 50.73 )\n)\n\
                    LINKS (\n  L1 ( Berlin Bonn ) 155.00 0.00 0.00 0.00 ( 622.00 3.00 2488.00 7.00 )\n  L2 ( Bonn Rome ) 0 0 0 0 ( )\n)\n\
                    DEMANDS (\n  D1 ( Berlin Bonn ) 1 5.00 UNLIMITED\n)\n";
        let imported = crate::open("germany.txt", text).expect("by content");
        assert_eq!((counts(&imported.draft), imported.report.format), ([2, 1, 0, 2], "sndlib"));
        let (_, link) = imported.draft.layers().next().expect("a link");
        assert_eq!((link.name.as_str(), link.quality.rate_mbit), ("L1", Some(155.0)));
        let places: Vec<_> = imported.draft.nodes().filter_map(|(_, node)| node.position).collect();
        assert!(places[0].x > places[1].x && places[0].y < places[1].y, "{places:?}");
        expect_test::expect![[r#"
            - 3: the section `META`
            - 11: costs, and capacities that could be installed
            - 12: the link `L2` leads to a node that is not there
            - 14: the section `DEMANDS`
        "#]]
        .assert_eq(&remarks(&imported));
        assert!(SndLib.read("NODES (\n a ( 1 2 )\n").is_err());
    }
}
