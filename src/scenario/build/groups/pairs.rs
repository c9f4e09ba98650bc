//! Probabilities that belong to a contact type, multiplied by factors of a group: no product may
//! be above 1.

use super::skills::WrittenSkill;
use crate::scenario::build::book::Book;
use crate::scenario::build::read::{Entry, number};
use crate::scenario::model::Incentive;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Place};

/// Room for the rounding of products such as 0.9 x (1 / 0.9).
const ROUNDING: f64 = 1e-12;

/// One product of a probability and factors, with where the factors stand.
struct Product<'a> {
    /// The key of the probability.
    probability: &'static str,
    base: f64,
    factors: Vec<Factor<'a>>,
}

struct Factor<'a> {
    key: &'static str,
    value: f64,
    place: &'a Place,
}

/// Says when a skill or an incentive takes a probability above 1.
pub(super) fn check(
    skill: &WrittenSkill<'_>,
    group: &Entry<'_>,
    incentive: Option<&Incentive>,
    book: &Book<'_>,
    problems: &mut Problems,
) {
    let contact_type = book.types.at(skill.contact_type);
    let sale = contact_type.node.get("sale");
    let profile = incentive.and_then(|incentive| incentive.name.as_deref());
    let profile = profile.and_then(|name| book.incentives.position(name));
    let profile = profile.map(|position| book.incentives.at(position).node);
    let of_sale = |key| sale.and_then(|sale| number(sale, key));
    // Where the probability is not given there is nothing to multiply: that is most skills.
    let product = |probability, base: Option<f64>, key, sources| {
        base.map(|base| Product { probability, base, factors: factors(key, sources) })
    };
    let products = [
        product(
            "conversion_probability",
            of_sale("conversion_probability"),
            "conversion_factor",
            [Some(skill.attributes), profile],
        ),
        product(
            "overpromise_probability",
            of_sale("overpromise_probability"),
            "overpromise_factor",
            [None, profile],
        ),
        product(
            "resolution_probability",
            number(contact_type.node, "resolution_probability"),
            "resolution_factor",
            [Some(skill.attributes), profile],
        ),
    ];
    for product in products.into_iter().flatten() {
        product.check(contact_type.name, group.name, problems);
    }
}

fn factors<'a>(key: &'static str, sources: [Option<&'a Node>; 2]) -> Vec<Factor<'a>> {
    let given = sources.into_iter().flatten().filter_map(|node| node.get(key));
    given
        .filter_map(|node| Some(Factor { key, value: node.number()?, place: &node.place }))
        .collect()
}

impl Product<'_> {
    /// The problem stands at the largest factor.
    fn check(&self, contact_type: &str, group: &str, problems: &mut Problems) {
        let base = self.base;
        if !(0.0..=1.0).contains(&base) {
            return;
        }
        let product = self.factors.iter().fold(base, |product, factor| product * factor.value);
        if product <= 1.0 + ROUNDING {
            return;
        }
        let largest = self.factors.iter().max_by(|a, b| a.value.total_cmp(&b.value));
        let largest = largest.expect("a product above its base has a factor");
        let found = format!(
            "{} {}, which takes {} {base} of `{contact_type}` with `{group}` to {:.4}",
            largest.key, largest.value, self.probability, product
        );
        problems.add(largest.place, found, "a factor that keeps it at most 1");
    }
}
