//! Words put in order when their upper halves are spread about evenly.
//!
//! Places of arrivals are drawn, so it is known about where in the order a word belongs: it is put
//! among the words with places like its own (a distribution sort, Knuth, *The Art of Computer
//! Programming*, vol. 3, section 5.2.5), and moved from there by the few steps that are wanting.

/// The bits of a word below its place.
pub(super) const PLACE_BITS: u32 = 32;

/// More words than this near one place, given arrivals perhaps, are sorted by comparing them.
const CROWD: u32 = 32;

/// Memory for putting words in order.
#[derive(Debug, Default)]
pub(super) struct ByPlace {
    copy: Vec<u64>,
    /// Of each of as many equal stretches as there are words: how many begin there, then where.
    stretches: Vec<u32>,
}

impl ByPlace {
    /// Puts words in order whose places are below `length`.
    pub(super) fn sort(&mut self, words: &mut [u64], length: u64) {
        let number = words.len().next_power_of_two();
        let stretches_per_place = ((number as u64) << PLACE_BITS) / length;
        let stretch =
            |word: u64| (((word >> PLACE_BITS) * stretches_per_place) >> PLACE_BITS) as usize;
        self.stretches.clear();
        self.stretches.resize(number, 0);
        let mut most = 0;
        for &word in words.iter() {
            let here = &mut self.stretches[stretch(word)];
            *here += 1;
            most = most.max(*here);
        }
        if most > CROWD {
            words.sort_unstable();
            return;
        }
        let mut before = 0;
        for here in &mut self.stretches {
            before += std::mem::replace(here, before);
        }
        self.copy.clear();
        self.copy.extend_from_slice(words);
        for &word in &self.copy {
            let next = &mut self.stretches[stretch(word)];
            words[*next as usize] = word;
            *next += 1;
        }
        sort_neighbours(words);
    }
}

/// Moves each word before the larger ones that stand before it.
fn sort_neighbours(words: &mut [u64]) {
    for index in 1..words.len() {
        let word = words[index];
        let mut to = index;
        while to > 0 && words[to - 1] > word {
            words[to] = words[to - 1];
            to -= 1;
        }
        words[to] = word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::pow;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_come_in_order_wherever_their_places_are(
            length in 1_u64..=3_600_000_000,
            parts in proptest::collection::vec((0.0..1.0f64, 0_u32..9), 0..300),
            power in prop_oneof![Just(1.0), 0.1..10.0f64, Just(60.0)],
        ) {
            let place = |part: f64| (pow(part, power) * length as f64) as u64;
            let mut words: Vec<u64> = parts
                .iter()
                .map(|&(part, rest)| place(part) << PLACE_BITS | u64::from(rest))
                .collect();
            let mut expected = words.clone();
            expected.sort_unstable();
            let mut order = ByPlace::default();
            order.sort(&mut words, length);
            prop_assert_eq!(&words, &expected);
            // Memory that was used before changes nothing.
            words.reverse();
            order.sort(&mut words, length);
            prop_assert_eq!(words, expected);
        }
    }

    #[test]
    fn the_last_place_of_the_longest_interval_has_a_stretch() {
        let length = 3_600_000_000;
        let mut words: Vec<u64> = (0..1 << 16).rev().map(|k| (length - 1 - k) << 32).collect();
        words.extend((0..1 << 16).map(|k| (k * (length >> 16)) << 32));
        let mut expected = words.clone();
        expected.sort_unstable();
        ByPlace::default().sort(&mut words, length);
        assert_eq!(words, expected);
    }
}
