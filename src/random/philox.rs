//! Philox4x32-10, the counter-based generator under every random number here.
//!
//! Salmon, Moraes, Dror and Shaw, *Parallel random numbers: as easy as 1, 2, 3* (SC 2011): a keyed
//! bijection of 128-bit counters, ten rounds, passing the known tests. Having no state, it gives
//! any number directly from its address.

const MULTIPLIERS: [u64; 2] = [0xD251_1F53, 0xCD9E_8D57];
const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const LOW: u64 = 0xffff_ffff;

/// The four random words at a counter under a key.
#[inline]
#[must_use]
pub(crate) fn philox4x32(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [first, second] = lanes(counter, key);
    [first as u32, (first >> 32) as u32, second as u32, (second >> 32) as u32]
}

/// The same four words as two 64-bit lanes, the earlier word lower.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "a loop around a call can't be made of vector instructions"
)]
pub(super) fn lanes(counter: [u32; 4], key: [u32; 2]) -> [u64; 2] {
    let [first, second, third, fourth] = counter;
    let mut words = [first.into(), second.into(), third.into(), fourth.into()];
    // Written out, since a loop over counters can only be made of vector instructions when there is
    // no loop in it.
    words = round(words, key, 0);
    words = round(words, key, 1);
    words = round(words, key, 2);
    words = round(words, key, 3);
    words = round(words, key, 4);
    words = round(words, key, 5);
    words = round(words, key, 6);
    words = round(words, key, 7);
    words = round(words, key, 8);
    words = round(words, key, 9);
    [words[0] & LOW | words[1] << 32, words[2] & LOW | words[3] << 32]
}

/// One round on words in the lower halves of 64-bit places; the upper halves are left as they fall.
#[inline(always)]
#[expect(clippy::inline_always, reason = "as above")]
fn round(words: [u64; 4], key: [u32; 2], number: u32) -> [u64; 4] {
    let low_key = u64::from(key[0].wrapping_add(KEY_STEPS[0].wrapping_mul(number)));
    let high_key = u64::from(key[1].wrapping_add(KEY_STEPS[1].wrapping_mul(number)));
    let first = (words[0] & LOW) * MULTIPLIERS[0];
    let second = (words[2] & LOW) * MULTIPLIERS[1];
    [(second >> 32) ^ words[1] ^ low_key, second, (first >> 32) ^ words[3] ^ high_key, first]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_answers_are_met() {
        // Random123's `kat_vectors`.
        let zeros = philox4x32([0; 4], [0; 2]);
        assert_eq!(zeros, [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        let ones = philox4x32([u32::MAX; 4], [u32::MAX; 2]);
        assert_eq!(ones, [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        let pi = philox4x32(
            [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
            [0xa409_3822, 0x299f_31d0],
        );
        assert_eq!(pi, [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]);
    }
}
