//! The one place where this program reads the time of day.

/// Milliseconds since 1970-01-01 UTC.
pub fn now_ms() -> u64 {
    u64::try_from(time::OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000).unwrap_or(0)
}
