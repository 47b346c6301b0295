//! A group's fields, while all that is selected is in it; else the way to make one.

use super::{
    Work,
    fields::{Color, Lines},
};
use crate::once::{See, follow, memo};
use crate::{
    editor::command,
    ui::{Button, Field, Glyph},
};
use editor::{
    action::{Command, tip},
    grouping,
};
use leptos::prelude::*;
use messages::say;
use model::{Edit, Frame, edit::SettingsField};

#[component]
pub(super) fn GroupFields(work: Work) -> impl IntoView {
    let name = memo(move |_| {
        let nodes = work.selection.see(editor::Selection::nodes);
        work.draft(|draft| grouping::of(draft, &nodes).map(str::to_owned))
    });
    let press = move |command: Command| move |()| command::press(work, command);
    view! {
        <section class="inspector-section">
            <h3>{say!("group")}</h3>
            {follow(move || name.get().map(|name| view! { <Fields work name/> }))}
            <div class="actions">
                <Button label=Signal::derive(move || if name.get().is_some() { say!("take-apart") } else { say!("group-them") }.to_owned()) glyph=Glyph::Group
                    title=tip(Command::Group) on_press=press(Command::Group)/>
                <Button label=say!("fold-or-unfold") glyph=Glyph::Fold title=tip(Command::Fold) on_press=press(Command::Fold)/>
            </div>
        </section>
    }
}

#[component]
fn Fields(work: Work, name: String) -> impl IntoView {
    let (of, old, set_of) = (name.clone(), name.clone(), name.clone());
    let frame = memo(move |_| work.draft(|draft| draft.settings().frames.get(&of).cloned().unwrap_or_default()));
    let rename = move |new: String| {
        if let Some(edit) = work.peek(|session| grouping::rename(session.draft(), &old, &new)) {
            work.edit(&edit);
        }
    };
    let set = move |change: &dyn Fn(&mut Frame)| {
        let mut next = frame.get_untracked();
        change(&mut next);
        Edit::SetSettings(SettingsField::Frame(set_of.clone(), next))
    };
    let set_note = set.clone();
    view! {
        <Field label=say!("title") value=Signal::stored(name) on_input=|_| () on_change=Callback::new(rename)/>
        <Color work value=Signal::derive(move || frame.see(|frame| frame.color.clone())) edit=move |color| set(&|frame| frame.color.clone_from(&color))/>
        <Lines work label=say!("note-in-frame") value=Signal::derive(move || frame.see(|frame| frame.note.clone()))
            edit=move |text| Ok(set_note(&|frame| text.clone_into(&mut frame.note)))/>
    }
}
