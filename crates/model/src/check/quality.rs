//! Link quality: within bounds, and on links.

use super::Ground;
use crate::{
    Edit, Finding, LinkQuality, Place,
    edit::{LayerField, MemberField},
};
use messages::say;

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    for (id, layer) in ground.draft.layers() {
        let mend = |quality| Edit::SetLayer(id, LayerField::Quality(quality));
        let of = Of { at: Place::Layer(id), is_link: layer.kind.is_hardware(), name: &layer.name };
        of.check(&layer.quality, mend, findings);
    }
    for (id, member) in ground.ipcps.iter().copied() {
        let Some(quality) = &member.quality else { continue };
        let mend = |quality: LinkQuality| {
            let quality = Some(quality).filter(|quality| !quality.is_perfect());
            Edit::SetMember(id, member.layer, MemberField::Quality(quality))
        };
        let name = ground.draft.layer(member.layer).map_or("?", |layer| &layer.name);
        let (at, is_link) = (Place::Member(id, member.layer), ground.is_hardware(member.layer));
        Of { at, is_link, name }.check(quality, mend, findings);
    }
}

/// Whose quality it is.
struct Of<'a> {
    at: Place,
    is_link: bool,
    name: &'a str,
}

impl Of<'_> {
    fn check(&self, quality: &LinkQuality, mend: impl Fn(LinkQuality) -> Edit, findings: &mut Vec<Finding>) {
        if !quality.is_perfect() && !self.is_link {
            let finding = Finding::warning("useless-quality", self.at)
                .field("quality")
                .says(say!("no-link-so-its", name = crate::name::shown(self.name)))
                .advise(say!("set-quality-links-below"))
                .mend_named(say!("clear-its-quality"), mend(LinkQuality::default()));
            findings.push(finding);
        }
        for (field, why) in quality.faults() {
            let finding = Finding::error("bad-quality", self.at)
                .field(path(field))
                .says(format!("{}: {why}", crate::name::shown(self.name)))
                .advise(say!("type-value-within-bounds"))
                .mend_named(say!("leave-value-out"), mend(without(quality, field)));
            findings.push(finding);
        }
    }
}

fn path(field: &str) -> &'static str {
    match field {
        "delay_ms" => "quality.delay_ms",
        "jitter_ms" => "quality.jitter_ms",
        "delay_correlation_percent" => "quality.delay_correlation_percent",
        "distribution" => "quality.distribution",
        "loss_percent" => "quality.loss_percent",
        "loss_correlation_percent" => "quality.loss_correlation_percent",
        "rate_mbit" => "quality.rate_mbit",
        _ => "quality",
    }
}

/// The same without a field and what needs it.
fn without(quality: &LinkQuality, field: &str) -> LinkQuality {
    let mut quality = quality.clone();
    match field {
        "delay_ms" => quality.delay_ms = None,
        "jitter_ms" => {
            quality.jitter_ms = None;
            quality.delay_correlation_percent = None;
            quality.distribution = None;
        }
        "delay_correlation_percent" => quality.delay_correlation_percent = None,
        "distribution" => quality.distribution = None,
        "loss_percent" => {
            quality.loss_percent = None;
            quality.loss_correlation_percent = None;
        }
        "loss_correlation_percent" => quality.loss_correlation_percent = None,
        _ => quality.rate_mbit = None,
    }
    quality
}
