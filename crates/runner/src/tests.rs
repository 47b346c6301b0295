//! Tests on a pretend world and in pretend time: every step, every record, every kind of trouble.

mod batch;
mod bounds;
mod cancel;
mod crash;
mod daemons;
mod errands;
mod faults;
mod heal;
mod install;
mod lost;
mod order;
mod paper;
mod skip;
mod stand;
mod storm;
mod typed;
mod virtual_clock;
mod world;
