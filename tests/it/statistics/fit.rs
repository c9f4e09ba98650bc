//! Goodness of fit of every law: Kolmogorov-Smirnov and chi-square against its exact distribution
//! function, against draws of `rand_distr`, and how many draws lie far out.

use rand_distr::weighted::WeightedIndex;
use rand_distr::{Distribution, Exp, Gamma, LogNormal, Triangular, Uniform, Weibull};
use switchroom::random::{Address, Key, Law, Owner, Purpose, Sampler, uniform};

use super::yardstick::{
    Exact, Verdicts, chi_square, far_beyond, independent, kolmogorov_smirnov, two_sample,
};

const DRAWS: u32 = 400_000;
const CELLS: usize = 400;

/// A law, the same law in our own words, and in those of `rand_distr`.
pub(super) struct Case {
    pub(super) law: Law,
    pub(super) exact: Exact,
    theirs: Box<dyn Fn(u32) -> Vec<f64>>,
}

fn case<D: Distribution<f64> + Clone + 'static>(law: Law, exact: Exact, theirs: D) -> Case {
    Case { law, exact, theirs: Box::new(move |draws| independent(theirs.clone(), draws)) }
}

/// One of several laws of `rand_distr`, chosen by weight.
#[derive(Clone)]
struct OneOf<D>(WeightedIndex<f64>, Vec<D>);

impl<D> OneOf<D> {
    fn new(parts: Vec<(f64, D)>) -> Self {
        let (shares, laws): (Vec<f64>, Vec<D>) = parts.into_iter().unzip();
        Self(WeightedIndex::new(shares).unwrap(), laws)
    }
}

impl<D: Distribution<f64>> Distribution<f64> for OneOf<D> {
    fn sample<R: rand::Rng + ?Sized>(&self, random: &mut R) -> f64 {
        self.1[self.0.sample(random)].sample(random)
    }
}

/// Always one value.
#[derive(Clone)]
struct Always(f64);

impl Distribution<f64> for Always {
    fn sample<R: rand::Rng + ?Sized>(&self, _: &mut R) -> f64 {
        self.0
    }
}

/// Either of two kinds of law.
#[derive(Clone)]
enum Either<A, B> {
    One(A),
    Other(B),
}

impl<A: Distribution<f64>, B: Distribution<f64>> Distribution<f64> for Either<A, B> {
    fn sample<R: rand::Rng + ?Sized>(&self, random: &mut R) -> f64 {
        match self {
            Self::One(law) => law.sample(random),
            Self::Other(law) => law.sample(random),
        }
    }
}

/// Laws without single values.
pub(super) fn smooth() -> Vec<Case> {
    let mut cases = vec![
        case(
            Law::Exponential { mean: 300.0 },
            Exact::Exponential(300.0),
            Exp::new(1.0 / 300.0).unwrap(),
        ),
        case(
            Law::Uniform { low: 10.0, high: 50.0 },
            Exact::Uniform(10.0, 50.0),
            Uniform::new(10.0, 50.0).unwrap(),
        ),
    ];
    cases.extend([0.2, 1.0, 1.34, 3.0].map(|cv| {
        let theirs = LogNormal::from_mean_cv(192.0, cv).unwrap();
        case(Law::Lognormal { mean: 192.0, cv }, Exact::lognormal(192.0, cv), theirs)
    }));
    // cv 0.5 is Erlang's law of four phases, cv 0.05 one of four hundred.
    cases.extend([0.05, 0.14, 0.5, 0.8, 1.0, 1.5, 2.0, 4.0].map(|cv| {
        let theirs = Gamma::new(1.0 / (cv * cv), 300.0 * cv * cv).unwrap();
        case(Law::Gamma { mean: 300.0, cv }, Exact::gamma(300.0, cv), theirs)
    }));
    cases.extend([0.5, 0.7, 1.0, 2.0, 3.5].map(|shape| {
        let theirs = Weibull::new(100.0, shape).unwrap();
        case(Law::Weibull { shape, scale: 100.0 }, Exact::Weibull(shape, 100.0), theirs)
    }));
    cases.extend([10.0, 40.0, 90.0].map(|mode| {
        let theirs = Triangular::new(10.0, 90.0, mode).unwrap();
        let law = Law::Triangular { low: 10.0, mode, high: 90.0 };
        case(law, Exact::Triangular(10.0, mode, 90.0), theirs)
    }));
    cases.extend([hyperexponential(0.25, 20.0, 730.0), hyperexponential(0.887, 169.0, 1331.0)]);
    cases.push(two_humps());
    cases
}

fn hyperexponential(share: f64, first: f64, second: f64) -> Case {
    let branches = vec![(share, first), (1.0 - share, second)];
    let exact = branches.iter().map(|&(share, mean)| (share, Exact::Exponential(mean)));
    let theirs = branches.iter().map(|&(share, mean)| (share, Exp::new(1.0 / mean).unwrap()));
    let (exact, theirs) = (Exact::Mixture(exact.collect()), OneOf::new(theirs.collect()));
    case(Law::Hyperexponential { branches }, exact, theirs)
}

/// A mixture whose density nearly vanishes between its parts.
fn two_humps() -> Case {
    let parts = [(0.6, 10.0, 0.2), (0.4, 300.0, 0.5)];
    let law = parts.map(|(share, mean, cv)| (share, Law::Lognormal { mean, cv }));
    let exact = parts.map(|(share, mean, cv)| (share, Exact::lognormal(mean, cv)));
    let theirs = parts.map(|(share, mean, cv)| (share, LogNormal::from_mean_cv(mean, cv).unwrap()));
    case(
        Law::Mixture { parts: law.into() },
        Exact::Mixture(exact.into()),
        OneOf::new(theirs.into()),
    )
}

/// Laws with single values.
pub(super) fn with_atoms() -> Vec<Case> {
    let values = [5.0, 5.0, 30.0, 400.0];
    let each = values.map(|value| (0.25, value));
    let observed = case(
        Law::Empirical { values: values.into() },
        Exact::Mixture(each.map(|(share, value)| (share, Exact::Atom(value))).into()),
        OneOf::new(each.map(|(share, value)| (share, Always(value))).into()),
    );
    let some_at_once = case(
        Law::Mixture {
            parts: vec![
                (0.1, Law::Constant { value: 0.0 }),
                (0.2, Law::Constant { value: 100.0 }),
                (0.7, Law::Exponential { mean: 180.0 }),
            ],
        },
        Exact::Mixture(vec![
            (0.1, Exact::Atom(0.0)),
            (0.2, Exact::Atom(100.0)),
            (0.7, Exact::Exponential(180.0)),
        ]),
        OneOf::new(vec![
            (0.1, Either::One(Always(0.0))),
            (0.2, Either::One(Always(100.0))),
            (0.7, Either::Other(Exp::new(1.0 / 180.0).unwrap())),
        ]),
    );
    let constant = case(Law::Constant { value: 30.0 }, Exact::Atom(30.0), Always(30.0));
    vec![observed, some_at_once, constant]
}

/// Draws as the engine makes them: the numbers of neighbouring contacts, filled in one go.
fn draws(law: &Law, replication: u64) -> Vec<f64> {
    let (key, owner) = (Key::new(1, replication), Owner::named("calls"));
    let one = |index| uniform(key, Address::new(owner, 7, index), Purpose::HandleTime);
    let mut draws: Vec<f64> = (1..=DRAWS).map(one).collect();
    Sampler::new(law).fill(&mut draws);
    draws.sort_by(f64::total_cmp);
    draws
}

#[test]
#[ignore = "long: draws of every law; .ci/run runs it"]
fn draws_follow_their_laws_and_look_like_those_of_another_library() {
    let mut verdicts = Verdicts::default();
    for (case, replication) in smooth().into_iter().chain(with_atoms()).zip(1..) {
        let name = shortened(&case.law.describe("s"));
        let ours = draws(&case.law, replication);
        verdicts.judge(&name, "Kolmogorov-Smirnov", kolmogorov_smirnov(&ours, &case.exact));
        let mut theirs = (case.theirs)(DRAWS);
        theirs.sort_by(f64::total_cmp);
        verdicts.judge(&name, "the same against rand_distr", two_sample(&ours, &theirs));
    }
    verdicts.close();
}

#[test]
fn draws_fill_equally_likely_cells_equally() {
    let mut verdicts = Verdicts::default();
    for (case, replication) in smooth().into_iter().zip(101..) {
        let mut seen = vec![0.0; CELLS];
        for x in draws(&case.law, replication) {
            seen[((case.exact.below(x) * CELLS as f64) as usize).min(CELLS - 1)] += 1.0;
        }
        let expected = vec![f64::from(DRAWS) / CELLS as f64; CELLS];
        let name = shortened(&case.law.describe("s"));
        verdicts.judge(&name, "chi-square of 400 cells", chi_square(&seen, &expected));
    }
    let values = Law::Empirical { values: vec![5.0, 5.0, 30.0, 400.0] };
    let ours = draws(&values, 100);
    let seen = [5.0, 30.0, 400.0].map(|value| {
        (ours.partition_point(|&x| x <= value) - ours.partition_point(|&x| x < value)) as f64
    });
    let expected = [0.5, 0.25, 0.25].map(|share| share * f64::from(DRAWS));
    verdicts.judge("observed values", "chi-square", chi_square(&seen, &expected));
    verdicts.close();
}

#[test]
#[ignore = "long: draws of every law; .ci/run runs it"]
fn as_many_draws_lie_far_out_as_the_law_says() {
    let mut verdicts = Verdicts::default();
    for (case, replication) in smooth().into_iter().zip(201..) {
        let name = shortened(&case.law.describe("s"));
        let ours = draws(&case.law, replication);
        for share in [0.999, 0.9999] {
            let point = case.exact.quantile(share);
            let beyond = (ours.len() - ours.partition_point(|&x| x <= point)) as u64;
            let test = format!("number beyond the {share} point");
            verdicts.judge(&name, &test, far_beyond(beyond, DRAWS, 1.0 - share));
            let point = case.exact.quantile(1.0 - share);
            let before = ours.partition_point(|&x| x < point) as u64;
            let test = format!("number before the {:.4} point", 1.0 - share);
            verdicts.judge(&name, &test, far_beyond(before, DRAWS, 1.0 - share));
        }
    }
    verdicts.close();
}

fn shortened(name: &str) -> String {
    name.chars().take(44).collect()
}
