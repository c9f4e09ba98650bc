//! Uniform numbers at neighbouring addresses: even, and unrelated along every part of an address.

use switchroom::random::{Address, Key, Owner, Purpose, Spawn, uniform, uniform_at};

use super::yardstick::{Exact, Verdicts, chi_square, kolmogorov_smirnov};

const DRAWS: u32 = 400_000;
/// Pairs fall into so many cells squared.
const SIDE: usize = 32;

/// The i-th number along one part of an address.
type Along = Box<dyn Fn(u32) -> f64>;

/// Numbers along every part of an address, all else held.
fn along() -> Vec<(&'static str, Along)> {
    let (key, owner) = (Key::new(1, 1), Owner::named("sales"));
    let at = |interval: u16, index: u32| Address::new(Owner::named("sales"), interval, index);
    vec![
        ("contacts", Box::new(move |i| uniform(key, at(0, i + 1), Purpose::HandleTime))),
        ("places", Box::new(move |i| uniform(key, at(0, i + 1), Purpose::PlaceInInterval))),
        (
            "place and handle time by turns",
            Box::new(move |i| {
                let purpose = [Purpose::PlaceInInterval, Purpose::HandleTime][i as usize % 2];
                uniform(key, at(0, i / 2 + 1), purpose)
            }),
        ),
        (
            "replications",
            Box::new(move |i| uniform(Key::new(1, u64::from(i) + 1), at(0, 1), Purpose::DayFactor)),
        ),
        ("seeds", Box::new(move |i| uniform(Key::new(i.into(), 1), at(0, 1), Purpose::DayFactor))),
        (
            "intervals",
            Box::new(move |i| uniform(key, at((i % 4096) as u16, i / 4096 + 1), Purpose::Patience)),
        ),
        (
            "ordinals",
            Box::new(move |i| {
                let address = Address::new(owner, 0, i / 4096 + 1);
                uniform_at(key, address, (i % 4096) as u16, Purpose::Accept)
            }),
        ),
        (
            "owners",
            Box::new(move |i| uniform(key, Address::new(Owner(i.into()), 0, 1), Purpose::Patience)),
        ),
        (
            "redials of redials",
            Box::new(move |i| {
                let child = at(0, i / 4 + 1).child(key, Spawn::Redial, (i % 4) as u16);
                uniform(key, child, Purpose::Patience)
            }),
        ),
    ]
}

#[test]
fn numbers_are_even_and_unrelated_along_every_part_of_an_address() {
    let mut verdicts = Verdicts::default();
    for (name, number) in along() {
        let mut numbers: Vec<f64> = (0..DRAWS).map(number).collect();
        let pairs = |lag: usize| {
            let mut seen = vec![0.0; SIDE * SIDE];
            let cell = |u: f64| (u * SIDE as f64) as usize;
            // Pairs that share no number, so that they are independent.
            for block in numbers.chunks_exact(2 * lag) {
                for i in 0..lag {
                    seen[cell(block[i]) * SIDE + cell(block[i + lag])] += 1.0;
                }
            }
            let pairs: f64 = seen.iter().sum();
            chi_square(&seen, &vec![pairs / (SIDE * SIDE) as f64; SIDE * SIDE])
        };
        for lag in [1, 2, 4096] {
            let test = format!("chi-square of pairs {lag} apart");
            verdicts.judge(name, &test, pairs(lag));
        }
        // The low bits, which ln and the tables rest on near the ends.
        let mut low = vec![0.0; 1024];
        for u in &numbers {
            low[((u * (1_u64 << 42) as f64).fract() * 1024.0) as usize] += 1.0;
        }
        let expected = vec![f64::from(DRAWS) / 1024.0; 1024];
        verdicts.judge(name, "chi-square of ten low bits", chi_square(&low, &expected));
        numbers.sort_by(f64::total_cmp);
        let probability = kolmogorov_smirnov(&numbers, &Exact::Uniform(0.0, 1.0));
        verdicts.judge(name, "Kolmogorov-Smirnov", probability);
    }
    verdicts.close();
}
