//! What leptos would compile again at every place it is used, compiled once for each type of value: the module is a fifth smaller.
//!
//! leptos is generic in the closure; here the closure is boxed first, so that everything around it is shared.

use leptos::{
    children::{ChildrenFn, ViewFn},
    prelude::*,
};
use std::sync::{Arc, Mutex};

/// A part of a page that changes: painted again when what it reads changes.
pub type Following = Arc<Mutex<dyn FnMut() -> AnyView + Send>>;

/// How a value follows from what was read, and from itself before.
type Rule<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// A value that follows what it reads, and tells others only when it differs.
pub fn memo<T, F>(run: F) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
    F: Fn(Option<&T>) -> T + Send + Sync + 'static,
{
    fn boxed<T: PartialEq + Send + Sync + 'static>(run: Rule<T>) -> Memo<T> {
        Memo::new(run)
    }
    boxed(Box::new(run))
}

/// What is done, in the browser only, when what it reads changes; it is given what it returned last.
pub fn effect<T: 'static>(run: impl FnMut(Option<T>) -> T + 'static) {
    fn boxed<T: 'static>(run: Box<dyn FnMut(Option<T>) -> T>) {
        Effect::new(run);
    }
    boxed(Box::new(run));
}

/// A part of a page that follows what it reads.
pub fn follow<V: IntoAny + 'static>(mut view: impl FnMut() -> V + Send + 'static) -> Following {
    Arc::new(Mutex::new(move || view().into_any()))
}

/// What an event does.
pub fn act<E: 'static>(run: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(run)
}

/// Its children while `when` holds; else `fallback`, or nothing.
#[component(transparent)]
pub fn Show(
    /// Whether they are shown.
    when: impl Fn() -> bool + Send + Sync + 'static,
    /// What is shown.
    children: ChildrenFn,
    /// What is shown otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView {
    shown(memo(move |_| when()), children, fallback)
}

fn shown(when: Memo<bool>, children: ChildrenFn, fallback: ViewFn) -> Following {
    follow(move || if when.get() { children() } else { fallback.run() })
}
