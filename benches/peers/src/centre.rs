//! The two models, their random numbers, and what is counted: the same for every peer.

use rand::SeedableRng;
use rand_distr::{Distribution, Exp, LogNormal};
use rand_pcg::Pcg64Mcg;

/// How long the day takes contacts, in seconds.
const CLOSES: f64 = 36_000.0;
const WITHIN: f64 = 20.0;

/// How long a talk takes.
#[derive(Clone, Copy, Debug)]
pub enum Talk {
    Exponential(Exp<f64>),
    Lognormal(LogNormal<f64>),
}

/// One contact type.
#[derive(Clone, Debug)]
pub struct ContactType {
    gap: Exp<f64>,
    talk: Talk,
    patience: Exp<f64>,
    /// Groups in the order in which an arriving contact tries them.
    pub groups: Vec<usize>,
}

/// One agent group.
#[derive(Clone, Debug)]
pub struct Group {
    pub agents: u32,
    /// Contact types in the order in which a freed agent looks at them.
    pub serves: Vec<usize>,
}

/// One centre.
#[derive(Clone, Debug)]
pub struct Model {
    pub names: Vec<&'static str>,
    pub types: Vec<ContactType>,
    pub groups: Vec<Group>,
}

impl Model {
    /// `b1` or `b2`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "b1" => Some(Self::b1()),
            "b2" => Some(Self::b2()),
            _ => None,
        }
    }

    /// `scenarios/benchmarks/b1.json`.
    pub fn b1() -> Self {
        Self {
            names: vec!["calls"],
            types: vec![ContactType {
                gap: rate(0.35),
                talk: Talk::Exponential(rate(1.0 / 300.0)),
                patience: rate(1.0 / 180.0),
                groups: vec![0],
            }],
            groups: vec![Group { agents: 100, serves: vec![0] }],
        }
    }

    /// `scenarios/two-queues.json`.
    pub fn b2() -> Self {
        let contact_type = |arrivals, talk_mean: f64, patience_mean: f64, groups| ContactType {
            gap: rate(arrivals),
            talk: Talk::Lognormal(lognormal_of_cv_1(talk_mean)),
            patience: rate(1.0 / patience_mean),
            groups,
        };
        Self {
            names: vec!["sales", "service"],
            types: vec![
                contact_type(0.09, 360.0, 120.0, vec![0, 2]),
                contact_type(0.20, 300.0, 240.0, vec![1, 2]),
            ],
            groups: vec![
                Group { agents: 30, serves: vec![0] },
                Group { agents: 50, serves: vec![1] },
                Group { agents: 20, serves: vec![0, 1] },
            ],
        }
    }
}

fn rate(per_second: f64) -> Exp<f64> {
    Exp::new(per_second).expect("a rate above 0")
}

#[expect(clippy::disallowed_methods, reason = "its samplers use the platform's maths as well")]
fn lognormal_of_cv_1(mean: f64) -> LogNormal<f64> {
    let variance = 2.0_f64.ln();
    LogNormal::new(mean.ln() - variance / 2.0, variance.sqrt()).expect("a deviation above 0")
}

/// The random numbers of one contact type on one day.
#[derive(Clone, Debug)]
pub struct Draws {
    random: Pcg64Mcg,
    own: ContactType,
}

impl Draws {
    pub fn new(model: &Model, contact_type: usize, day: u64) -> Self {
        let seed = day * 16 + contact_type as u64;
        Self { random: Pcg64Mcg::seed_from_u64(seed), own: model.types[contact_type].clone() }
    }

    /// When the next contact comes; none once the doors are closed.
    pub fn next_arrival(&mut self, now: f64) -> Option<f64> {
        let at = now + self.own.gap.sample(&mut self.random);
        (at < CLOSES).then_some(at)
    }

    pub fn talk(&mut self) -> f64 {
        match self.own.talk {
            Talk::Exponential(law) => law.sample(&mut self.random),
            Talk::Lognormal(law) => law.sample(&mut self.random),
        }
    }

    pub fn patience(&mut self) -> f64 {
        self.own.patience.sample(&mut self.random)
    }
}

/// Four sums of a contact type: far less than Switchroom counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    pub offered: u64,
    abandoned: u64,
    within: u64,
    waits: f64,
}

impl Figures {
    pub fn answered(&mut self, waited: f64) {
        self.offered += 1;
        self.waits += waited;
        self.within += u64::from(waited <= WITHIN);
    }

    pub fn abandoned(&mut self, waited: f64) {
        self.offered += 1;
        self.waits += waited;
        self.abandoned += 1;
    }

    pub fn add(&mut self, other: &Self) {
        self.offered += other.offered;
        self.abandoned += other.abandoned;
        self.within += other.within;
        self.waits += other.waits;
    }

    pub fn abandon_rate(&self) -> f64 {
        self.abandoned as f64 / self.offered as f64
    }

    /// Of answered and abandoned, in seconds.
    pub fn mean_wait(&self) -> f64 {
        self.waits / self.offered as f64
    }

    pub fn within_share(&self) -> f64 {
        self.within as f64 / self.offered as f64
    }
}
