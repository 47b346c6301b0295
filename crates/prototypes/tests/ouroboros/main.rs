//! Plans in the words of Ouroboros, as text.

mod drafts;
mod layers;
mod options;
mod services;
mod star;
mod survey;
