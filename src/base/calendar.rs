//! The civil calendar: dates, months and weekdays, in the Gregorian rule for all years.
//!
//! A date has no time zone and every day has 24 hours. Between dates and days since 1970-01-01 it
//! goes by years that begin in March, so that the day which not every year has is the last: after
//! Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).

use std::fmt;

/// Days of 400 years, after which everything repeats; a whole number of weeks.
const DAYS_OF_AN_ERA: i32 = 146_097;
/// Days from the first of March of the year 0 to 1970-01-01.
const EPOCH: i32 = 719_468;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Since 1970-01-01.
    days: i32,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// In the order of a week.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

impl Date {
    /// The day of a year from 0 to 9999, a month from 1 and a day of the month from 1; nothing
    /// where the calendar has no such day.
    #[must_use]
    pub fn of(year: i32, month: u32, day: u32) -> Option<Self> {
        let is_month = (0..=9999).contains(&year) && (1..=12).contains(&month);
        let is_day = is_month && (1..=days_of_month(year, month)).contains(&day);
        is_day.then(|| Self::of_known(year, month, day))
    }

    /// The day of a text "YYYY-MM-DD"; nothing where it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        if text.len() != "YYYY-MM-DD".len() || (text[4], text[7]) != (b'-', b'-') {
            return None;
        }
        Self::of(digits(&text[..4])? as i32, digits(&text[5..7])?, digits(&text[8..])?)
    }

    fn of_known(year: i32, month: u32, day: u32) -> Self {
        let (year, month, day) = (year - i32::from(month <= 2), month as i32, day as i32);
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self { days: era * DAYS_OF_AN_ERA + day_of_era - EPOCH }
    }

    /// Year, month and day of the month, both from 1.
    fn parts(self) -> (i32, u32, u32) {
        let days = self.days + EPOCH;
        let (era, day) = (days.div_euclid(DAYS_OF_AN_ERA), days.rem_euclid(DAYS_OF_AN_ERA));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day_of_month = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year + era * 400 + i32::from(month <= 2);
        (year, month as u32, day_of_month as u32)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.parts().0
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(self) -> u32 {
        self.parts().1
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u32 {
        self.parts().2
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        Weekday::ALL[(self.days + 3).rem_euclid(7) as usize]
    }

    /// How many days the month of this day has.
    #[must_use]
    pub fn days_in_month(self) -> u32 {
        let (year, month, _) = self.parts();
        days_of_month(year, month)
    }

    /// The day so many days later; before this one where it is negative.
    #[must_use]
    pub const fn plus_days(self, days: i32) -> Self {
        Self { days: self.days + days }
    }

    /// How many days after another this day is; negative before it.
    #[must_use]
    pub const fn days_since(self, other: Self) -> i32 {
        self.days - other.days
    }

    /// The first day of the month so many months after that of this day; before it where it is
    /// negative, of the same month where it is 0.
    #[must_use]
    pub fn first_of_month(self, months_later: i32) -> Self {
        let (year, month, _) = self.parts();
        let months = year * 12 + month as i32 - 1 + months_later;
        Self::of_known(months.div_euclid(12), months.rem_euclid(12) as u32 + 1, 1)
    }

    /// Year and month, "YYYY-MM".
    #[must_use]
    pub fn month_name(self) -> String {
        let (year, month, _) = self.parts();
        format!("{year:04}-{month:02}")
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

fn days_of_month(year: i32, month: u32) -> u32 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number that digits alone make.
fn digits(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0, |number, &digit| {
        digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::read(text).expect("a date")
    }

    #[test]
    fn days_of_400_years_follow_on_each_other() {
        // Every day counted by hand from one whose number and weekday are known.
        let (mut year, mut month, mut day) = (1970, 1, 1);
        let mut weekdays = Weekday::ALL.iter().cycle().skip(3);
        for days in 0..=DAYS_OF_AN_ERA {
            let own = Date { days };
            assert_eq!(own.parts(), (year, month, day));
            assert_eq!(Date::of(year, month, day), Some(own));
            assert_eq!(Some(&own.weekday()), weekdays.next());
            let text = own.to_string();
            assert_eq!(text, format!("{year}-{month:02}-{day:02}"));
            assert_eq!(Date::read(&text), Some(own));
            let length = match month {
                2 if year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            assert_eq!(own.days_in_month(), length);
            assert_eq!(own.first_of_month(0), own.plus_days(1 - day as i32));
            assert_eq!(own.first_of_month(1), own.plus_days((length - day) as i32 + 1));
            day += 1;
            if day > length {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        assert_eq!((year, month, day), (2370, 1, 2), "400 years later and a day");
    }

    #[test]
    fn a_calendar_repeats_every_400_years_before_1970_too() {
        for days in -DAYS_OF_AN_ERA..0 {
            let (own, later) = (Date { days }, Date { days: days + DAYS_OF_AN_ERA });
            assert_eq!((own.year() + 400, own.month(), own.day()), later.parts());
            assert_eq!(own.weekday(), later.weekday());
            assert_eq!(Date::of(own.year(), own.month(), own.day()), Some(own));
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_read() {
        for right in ["2026-03-10", "2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
            assert_eq!(date(right).to_string(), right);
        }
        for wrong in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-04-00",
            "26-04-01",
            "2026-4-01",
            "2026/04/01",
            "+026-04-01",
            "2026-04-01 ",
            "2026-04-0é",
            "x",
            "",
        ] {
            assert_eq!(Date::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn months_are_found_across_years() {
        let day = date("2026-03-31");
        for (months, first) in [(0, "2026-03-01"), (10, "2027-01-01"), (-15, "2024-12-01")] {
            assert_eq!(day.first_of_month(months), date(first));
        }
        assert_eq!(day.month_name(), "2026-03");
        assert_eq!(date("2028-03-01").days_since(date("2026-03-01")), 731);
        assert_eq!(date("2026-03-01").plus_days(-1), date("2026-02-28"));
    }

    /// Days, and days from Monday to Friday, of each month from a first of a month on.
    fn months(first: &str, months: i32) -> Vec<(u32, usize)> {
        let of_month = |month: i32| {
            let first = date(first).first_of_month(month);
            let days = first.days_in_month();
            let is_open = |day: &u32| {
                let weekday = first.plus_days(*day as i32).weekday();
                ![Weekday::Saturday, Weekday::Sunday].contains(&weekday)
            };
            (days, (0..days).filter(is_open).count())
        };
        (0..months).map(of_month).collect()
    }

    /// Case H-01.
    #[test]
    fn two_years_have_730_days_of_which_522_are_from_monday_to_friday() {
        let all = months("2026-01-01", 24);
        assert_eq!(all.iter().map(|month| month.0).sum::<u32>(), 730);
        let open: Vec<usize> = all.iter().map(|month| month.1).collect();
        let wanted = [
            [22, 20, 22, 22, 21, 22, 23, 21, 22, 22, 21, 23],
            [21, 20, 23, 22, 21, 22, 22, 22, 22, 21, 22, 23],
        ];
        assert_eq!(open, wanted.concat());
        assert_eq!(open.iter().sum::<usize>(), 522);
        assert_eq!(months("2028-01-01", 3), [(31, 21), (29, 21), (31, 23)]);
        assert_eq!(date("2026-12-25").weekday(), Weekday::Friday);
        let last_five = (25..=29).map(|day| date(&format!("2026-05-{day}")).weekday());
        assert!(last_five.eq(Weekday::ALL.into_iter().take(5)), "Monday to Friday");
        assert_eq!(date("2026-05-31").weekday(), Weekday::Sunday);
    }
}
