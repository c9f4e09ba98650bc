//! Golden: hashes of a million results a function, over all sizes and where they are used.

use switchroom::base::math;
use switchroom::random::{Law, Sampler, poisson};

use crate::{between, pattern, spread};

const RESULTS: u64 = 1_000_000;

/// FNV-1a of the results' bits, eight bytes at a time; every NaN counts as one.
fn hash(results: impl Iterator<Item = f64>) -> u64 {
    results.fold(0xcbf2_9ce4_8422_2325, |hash, x| {
        let bits = if x.is_nan() { f64::NAN.to_bits() & !(1 << 63) } else { x.to_bits() };
        let mixed = (hash ^ bits).wrapping_mul(0x0000_0100_0000_01b3);
        // The product moves bits up only: the high ones are brought down again.
        mixed ^ (mixed >> 32)
    })
}

/// Half of the arguments of any size, half in the range that matters.
fn arguments(low: f64, high: f64) -> impl Iterator<Item = f64> {
    (0..RESULTS).map(move |i| if i % 2 == 0 { pattern(i) } else { between(low, high, i) })
}

fn of(function: fn(f64) -> f64, low: f64, high: f64) -> u64 {
    hash(arguments(low, high).map(function))
}

#[track_caller]
fn unmoved(found: &[(&str, u64, u64)]) {
    let moved = found.iter().filter(|(_, ours, golden)| ours != golden);
    let moved: Vec<String> = moved
        .map(|(name, ours, golden)| format!("{name}: {ours:#018x}, not {golden:#018x}"))
        .collect();
    assert!(moved.is_empty(), "results moved:\n{}", moved.join("\n"));
}

#[test]
fn elementary_functions_have_not_moved() {
    let powers = (0..RESULTS).map(|i| {
        math::pow(if i % 2 == 0 { pattern(i).abs() } else { spread(i) }, between(-3.0, 3.0, i / 3))
    });
    unmoved(&[
        ("ln", of(math::ln, 0.0, 1.0), 0x2d0e_1923_2ee9_2bcc),
        ("ln_1p", of(math::ln_1p, -1.0, 1.0), 0xef34_9802_d7a2_be35),
        ("exp", of(math::exp, -40.0, 10.0), 0x0740_0566_6a53_c47d),
        ("exp_m1", of(math::exp_m1, -1.0, 1.0), 0x057e_8f82_a86a_678a),
        ("pow", hash(powers), 0x82f5_d963_5831_0ba7),
        ("sin", of(math::sin, -10.0, 10.0), 0x8654_91e1_64a6_c9a6),
        ("cos", of(math::cos, -10.0, 10.0), 0x6cb4_71bf_976a_36d6),
    ]);
}

#[test]
fn the_normal_law_has_not_moved() {
    let mut many: Vec<f64> = (0..RESULTS).map(spread).collect();
    math::normal_quantiles(&mut many);
    unmoved(&[
        ("quantile", of(math::normal_quantile, 0.0, 1.0), 0x93d8_2b22_88c8_ccbc),
        ("quantiles, many at once", hash(many.into_iter()), 0x84cb_f7d6_13c4_8878),
        ("probability", of(math::normal_cdf, -9.0, 9.0), 0x0d88_75b3_b2e8_79cc),
        ("density", of(math::normal_density, -9.0, 9.0), 0xa154_25ee_d459_ba37),
    ]);
}

#[test]
fn gamma_and_beta_functions_have_not_moved() {
    const FEWER: u64 = RESULTS / 10;
    let shape = |i| math::exp(between(-4.0, 7.0, i));
    let around = |i: u64, a: f64| a * math::exp(between(-2.0, 1.0, i / 2));
    let of_two = |function: fn(f64, f64) -> f64| {
        hash((0..FEWER).map(|i| function(shape(i), around(i, shape(i)))))
    };
    let beta = (0..FEWER).map(|i| math::regularized_beta(shape(i), shape(i + 7), spread(i / 2)));
    unmoved(&[
        ("ln gamma", hash((0..RESULTS).map(|i| math::ln_gamma(shape(i)))), 0x9714_dfc1_dad5_be17),
        (
            "Stirling's error",
            hash((0..RESULTS).map(|i| math::stirling_error(shape(i)))),
            0xaef7_8201_122e_db4e,
        ),
        ("P", of_two(math::regularized_gamma_p), 0x896f_c4e5_2874_815c),
        ("Q", of_two(math::regularized_gamma_q), 0xbe49_ee0c_b027_93a7),
        ("density", of_two(math::gamma_density), 0x5122_7e4d_8eff_5cef),
        ("beta", hash(beta), 0x3002_4a56_46ac_8231),
    ]);
}

#[test]
fn draws_of_every_law_have_not_moved() {
    let mixture = vec![
        (0.1, Law::Constant { value: 0.0 }),
        (0.4, Law::Lognormal { mean: 100.0, cv: 0.8 }),
        (0.5, Law::Uniform { low: 20.0, high: 700.0 }),
    ];
    let hyperexponential = vec![(0.25, 20.0), (0.75, 730.0)];
    let laws = [
        ("exponential", Law::Exponential { mean: 300.0 }, 0x8747_0c5c_293b_21fc),
        ("lognormal", Law::Lognormal { mean: 300.0, cv: 1.3 }, 0x6a32_669d_116c_a64a),
        ("gamma", Law::Gamma { mean: 300.0, cv: 0.5 }, 0xbce5_dc20_d8bb_4cd7),
        ("wide gamma", Law::Gamma { mean: 300.0, cv: 2.0 }, 0xf265_fad7_1826_bf53),
        ("Weibull", Law::Weibull { shape: 0.7, scale: 100.0 }, 0x0632_9692_57c2_b9fd),
        ("uniform", Law::Uniform { low: 10.0, high: 50.0 }, 0x8e3f_b889_94d8_d0c7),
        (
            "triangular",
            Law::Triangular { low: 10.0, mode: 40.0, high: 90.0 },
            0x8699_8149_5b3a_19c3,
        ),
        (
            "hyperexponential",
            Law::Hyperexponential { branches: hyperexponential },
            0xa73f_99e4_bb2c_b022,
        ),
        (
            "empirical",
            Law::Empirical { values: vec![5.0, 5.0, 30.0, 400.0] },
            0x7dee_4398_f8f1_1ac6,
        ),
        ("mixture", Law::Mixture { parts: mixture }, 0x4d48_09cf_28fc_fb64),
    ];
    let found = laws.map(|(name, law, golden)| {
        let mut draws: Vec<f64> = (0..RESULTS).map(spread).collect();
        Sampler::new(&law).fill(&mut draws);
        (name, hash(draws.into_iter()), golden)
    });
    unmoved(&found);
    let counts =
        (0..RESULTS).map(|i| poisson(math::exp(between(-3.0, 6.0, i)), spread(i / 2)) as f64);
    unmoved(&[("Poisson counts", hash(counts), 0xb21b_b8a8_0eff_1886)]);
}
