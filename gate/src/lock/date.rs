//! Days: until when an acceptance holds.

pub use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

/// Today in UTC, by the system's clock, or by `SOURCE_DATE_EPOCH` (seconds since 1970) where that is set.
///
/// # Errors
///
/// Where `SOURCE_DATE_EPOCH` is not a number of seconds in the years that a date can have.
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

/// The day that is written as `YYYY-MM-DD`.
///
/// # Errors
///
/// Where it is written in another way, or there is no such day.
pub fn day(text: &str) -> Result<Date, String> {
    let date: Date = text.parse().map_err(|_| format!("`{text}` is not a date: write a day as YYYY-MM-DD"))?;
    // The library reads more ways to write a day than the lock has.
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
