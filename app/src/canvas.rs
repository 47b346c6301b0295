//! The map of an experiment.
