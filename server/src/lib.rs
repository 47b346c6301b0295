//! The server and the command line: settings, sign-in, store, routes; the only place real testbeds enter.

pub mod cli;
mod clock;
mod gate;
mod lab;
mod refusal;
mod routes;
mod secret;
pub mod serve;
mod settings;
mod store;
mod thumbnail;
