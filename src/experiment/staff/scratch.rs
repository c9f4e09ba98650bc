//! scratch
use super::blending::{Blend, blend};
use super::heads::{Part, Per};
use super::target::of_file;
use super::*;
use crate::scenario::NamedPolicy;
use crate::scenario::load::{Override, load};
struct Log;
impl Watch for Log {
    fn progress(&self, _: &str, _: u64, _: u64) {}
    fn stopped(&self) -> bool { false }
}
fn settings(n: u32) -> Settings { Settings { seed: 1, replications: n, threads: 2, confidence: 0.95 } }
#[test]
fn b2() {
    let sets = [Override::Set("targets.service_level_formula".into(), "abandoned_within_excluded".into())];
    let s = load(std::path::Path::new("scenarios/two-queues.json"), &sets).unwrap().base;
    let t = std::time::Instant::now();
    let q = Question { targets: of_file(&s, Per::Day), per: Per::Day, by: By::Agents, certainty: Certainty::Estimate, kept: vec![] };
    let a = staff(&s, &q, &settings(400), &Log).unwrap();
    println!("{:?} {:?} {:?} {:?}", a.outcome, a.judged.heads, a.effort, t.elapsed());
    for f in &a.judged.findings { println!("{:?} {:?}", f.found.mean, f.verdict); }
    if let Some(f) = &a.fewer { println!("fewer {:?}", f.heads); for f in &f.findings { println!("{:?} {:?}", f.found.mean, f.verdict); } }
    let t = std::time::Instant::now();
    let b = Blend { targets: of_file(&s, Per::Day), per: Per::Day, certainty: Certainty::Estimate,
      rules: vec![NamedPolicy::SpecialistsFirst, NamedPolicy::SalesFirst, NamedPolicy::LongestWait],
      parts: [0.05, 0.1, 0.2, 0.3, 0.45, 1.0].map(Part::Share).to_vec(), first: vec![] };
    let a = blend(&s, &b, &settings(400), &Log).unwrap();
    for c in &a.cells { println!("{:?} {:?} total {} {:?} {:?} {:?}", c.rule, c.part, c.total(), c.judged.heads.columns[0], c.sure, c.judged.findings.iter().map(|f| f.found.mean.unwrap()).collect::<Vec<_>>()); }
    println!("{:?} {:?}", a.effort, t.elapsed());
}
#[test]
fn bank() {
    let s = load(std::path::Path::new("scenarios/bank-1999/centre.json"), &[]).unwrap().base;
    let targets = target::read("intervals.*.contact_types.*.service_level>=0.8", &s).unwrap();
    let t = std::time::Instant::now();
    let q = Question { targets: targets.clone(), per: Per::Interval, by: By::Agents, certainty: Certainty::Estimate, kept: vec![] };
    let a = staff(&s, &q, &settings(2000), &Log).unwrap();
    println!("{:?} {} {:?} {:?} {:?}", a.outcome, a.judged.heads.total(), a.judged.heads, a.effort, t.elapsed());
    println!("{:?}", a.judged.findings.iter().map(|f| (f.found.mean.unwrap()*1000.0).round()).collect::<Vec<_>>());
    let t = std::time::Instant::now();
    let b = Blend { targets, per: Per::Interval, certainty: Certainty::Estimate,
      rules: vec![NamedPolicy::SpecialistsFirst, NamedPolicy::SalesFirst, NamedPolicy::LongestWait],
      parts: [0.1, 0.2, 0.3, 0.45, 1.0].map(Part::Share).to_vec(), first: vec![] };
    let a = blend(&s, &b, &settings(2000), &Log).unwrap();
    for c in &a.cells { println!("{:?} {:?} total {} blended {} missed {}", c.rule, c.part, c.total(), c.blended(), c.judged.missed(false).count()); }
    println!("{:?} {:?}", a.effort, t.elapsed());
}
