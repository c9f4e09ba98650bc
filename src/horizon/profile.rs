//! At what time of its day a contact comes that an earlier day left over.

use crate::base::Micros;
use crate::scenario::Scenario;

/// The expected volumes of a day, added up from opening on: of each type, and of all together.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    interval: Micros,
    /// By contact type, then of all.
    sums: Vec<Vec<f64>>,
}

impl Profile {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let intervals = scenario.day.intervals;
        let types = scenario.contact_types.iter();
        let mut volumes: Vec<Vec<f64>> = types.map(|own| own.arrivals.expected.clone()).collect();
        let all = (0..intervals).map(|at| volumes.iter().map(|own| own[at]).sum()).collect();
        volumes.push(all);
        let summed = |own: Vec<f64>| {
            let sum = own.iter().scan(0.0, |sum, more| {
                *sum += more;
                Some(*sum)
            });
            sum.collect()
        };
        let interval = Micros::from_whole_seconds(u64::from(scenario.day.interval_minutes) * 60);
        Self { interval, sums: volumes.into_iter().map(summed).collect() }
    }

    /// Expected contacts of a type.
    pub(super) fn expected(&self, contact_type: usize) -> f64 {
        self.sums[contact_type].last().copied().unwrap_or(0.0)
    }

    /// The moment (since opening) by which a share of the day's volume of a type has come; of all
    /// types together where it has none, and of the opening hours where nobody is expected.
    pub(super) fn moment(&self, contact_type: usize, share: f64) -> Micros {
        let own = &self.sums[contact_type];
        let has_volume = |sums: &[f64]| sums.last().is_some_and(|&all| all > 0.0);
        let all = self.sums.last().expect("all types stand last");
        let sums = if has_volume(own) { own } else { all };
        let length = self.interval.0 as f64;
        let last = sums.len() - 1;
        if !has_volume(sums) {
            let whole = length * sums.len() as f64;
            return Micros((share * whole) as u64);
        }
        let wanted = share * sums[last];
        let interval = sums.partition_point(|&sum| sum <= wanted).min(last);
        let before = if interval == 0 { 0.0 } else { sums[interval - 1] };
        let within = (wanted - before) / (sums[interval] - before);
        let place = ((within * length) as u64).min(self.interval.0 - 1);
        Micros(interval as u64 * self.interval.0 + place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(own: [f64; 3], all: [f64; 3]) -> Profile {
        Profile { interval: Micros(100), sums: vec![own.to_vec(), all.to_vec()] }
    }

    #[test]
    fn a_time_of_day_is_the_volume_profile_turned_round() {
        let own = profile([0.0, 3.0, 4.0], [9.0, 9.0, 9.0]);
        for (share, at) in [(0.0, 100), (0.375, 150), (0.75, 200), (0.875, 250), (0.999, 299)] {
            assert_eq!(own.moment(0, share), Micros(at), "{share}");
        }
    }

    #[test]
    fn a_type_without_volume_takes_that_of_all_and_where_there_is_none_any_time() {
        let all = profile([0.0; 3], [1.0, 1.0, 2.0]);
        assert_eq!(all.moment(0, 0.25), Micros(50));
        assert_eq!(all.moment(0, 0.75), Micros(250));
        assert_eq!(profile([0.0; 3], [0.0; 3]).moment(0, 0.5), Micros(150));
    }
}
