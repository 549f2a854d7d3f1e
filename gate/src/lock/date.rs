//! Days: when an acceptance expires.

pub use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

/// Today in UTC, from `SOURCE_DATE_EPOCH` (seconds since 1970) if it is set, else from the system's clock.
///
/// # Errors
///
/// If `SOURCE_DATE_EPOCH` is not a number of seconds, or its year is out of range.
pub fn today() -> Result<Date, String> {
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text
            .parse()
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .ok_or_else(|| format!("SOURCE_DATE_EPOCH is not a number of seconds since 1970: {text}"))?,
        Err(_) => Timestamp::now(),
    };
    Ok(TimeZone::UTC.to_datetime(now).date())
}

/// Parses a day written as `YYYY-MM-DD`.
///
/// # Errors
///
/// If it is written differently, or the day does not exist.
pub fn day(text: &str) -> Result<Date, String> {
    let date: Date = text.parse().map_err(|_| format!("`{text}` is not a date: write a day as YYYY-MM-DD"))?;
    // The library accepts more spellings than the lock allows.
    if date.to_string() == text { Ok(date) } else { Err(format!("`{text}` is not written as YYYY-MM-DD")) }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in [
            "",
            "2025",
            "2025-1-1",
            "20250101",
            "2025-W01-1",
            "2025-01-01T00:00",
            "2025-13-01",
            "2025-02-29",
            "2025-04-31",
            "2025-01-00",
            "01.02.2025",
            "2025-01-01-01",
            "+025-01-01",
        ] {
            assert!(day(text).is_err(), "{text}");
        }
        assert!(day("2024-02-29") < day("2025-01-01"));
    }
}
