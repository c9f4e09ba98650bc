//! Times of day and dates as texts.

use crate::base::Date;

/// Minutes after midnight of "HH:MM", from "00:00" to "24:00".
#[must_use]
pub(crate) fn minutes(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 24 * 60).then_some(total)
}

/// Minutes after midnight as "HH:MM".
#[must_use]
pub(crate) fn text(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Whether a text is a day of the calendar, "YYYY-MM-DD".
#[must_use]
pub(crate) fn is_date(text: &str) -> bool {
    Date::read(text).is_some()
}

/// Date and time of a local time stamp: "YYYY-MM-DDTHH:MM", a blank for the T, whole minutes with
/// or without their seconds.
#[must_use]
pub(crate) fn stamp(text: &str) -> Option<(&str, &str)> {
    let (date, time) = text.split_once(['T', ' '])?;
    let (minutes, seconds) = time.split_at_checked(5)?;
    let is_whole = seconds.strip_prefix(":00").is_some_and(|rest| {
        rest.is_empty()
            || rest.strip_prefix('.').is_some_and(|rest| rest.bytes().all(|it| it == b'0'))
    });
    (seconds.is_empty() || is_whole).then_some((date, minutes))
}

/// Whether a text is a time stamp that says its time zone: with Z, or an offset from UTC.
#[must_use]
pub(crate) fn is_zoned_stamp(text: &str) -> bool {
    let local = text.strip_suffix(['Z', 'z']).or_else(|| {
        let at = text.rfind(['+', '-'])?;
        let offset = text[at + 1..].replace(':', "");
        let is_offset = matches!(offset.len(), 2 | 4) && two_digits(&offset[..2]).is_some();
        (is_offset && at > "YYYY-MM-DD".len()).then(|| &text[..at])
    });
    local.is_some_and(|local| stamp(local.trim_end()).is_some_and(|(date, _)| is_date(date)))
}

/// The day after a day of the calendar.
#[must_use]
pub(crate) fn day_after(text: &str) -> Option<String> {
    Some(Date::read(text)?.plus_days(1).to_string())
}

fn two_digits(text: &str) -> Option<u32> {
    let is_plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_24_00_and_no_later() {
        assert_eq!(minutes("00:00"), Some(0));
        assert_eq!(minutes("07:30"), Some(450));
        assert_eq!(minutes("24:00"), Some(1440));
        for wrong in ["24:01", "7:30", "07:60", "+7:30", "0730", "07:30:00", "é7:30", ""] {
            assert_eq!(minutes(wrong), None, "{wrong}");
        }
        assert_eq!(text(450), "07:30");
    }

    #[test]
    fn time_stamps_are_local_or_say_their_zone() {
        let parts = Some(("2026-03-09", "08:00"));
        for text in ["2026-03-09T08:00", "2026-03-09 08:00:00", "2026-03-09T08:00:00.000"] {
            assert_eq!((stamp(text), is_zoned_stamp(text)), (parts, false), "{text}");
        }
        for text in [
            "2026-03-09T08:00Z",
            "2026-03-09T08:00:00Z",
            "2026-03-09T08:00:00+01:00",
            "2026-03-09 08:00-0500",
            "2026-03-09T08:00 +01",
        ] {
            assert_eq!((stamp(text), is_zoned_stamp(text)), (None, true), "{text}");
        }
        for text in ["2026-03-09", "2026-03-09T08:00:30", "2026-03-09Té8:00", "é-1234", "+01:00"]
        {
            assert!(stamp(text).is_none_or(|it| minutes(it.1).is_none()), "{text}");
            assert!(!is_zoned_stamp(text), "{text}");
        }
    }

    #[test]
    fn a_day_follows_on_the_last_of_month_and_year() {
        assert_eq!(day_after("2026-02-28").as_deref(), Some("2026-03-01"));
        assert_eq!(day_after("2026-12-31").as_deref(), Some("2027-01-01"));
        assert_eq!(day_after("2026-03-10").as_deref(), Some("2026-03-11"));
    }
}
