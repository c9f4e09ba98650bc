//! Probabilities that belong to a contact type, multiplied by factors of a group: no product may
//! be above 1.

use super::super::model::Incentive;
use super::super::problem::Problems;
use super::super::tree::{Node, Place};
use super::Book;
use super::groups::WrittenSkill;
use super::read::{Entry, number};

/// Room for the rounding of products such as 0.9 x (1 / 0.9).
const ROUNDING: f64 = 1e-12;

/// One product of a probability and factors, with where the factors stand.
struct Product<'a> {
    /// The key of the probability.
    probability: &'static str,
    base: Option<f64>,
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
    let products = [
        Product {
            probability: "conversion_probability",
            base: of_sale("conversion_probability"),
            factors: factors("conversion_factor", [Some(skill.attributes), profile]),
        },
        Product {
            probability: "overpromise_probability",
            base: of_sale("overpromise_probability"),
            factors: factors("overpromise_factor", [None, profile]),
        },
        Product {
            probability: "resolution_probability",
            base: number(contact_type.node, "resolution_probability"),
            factors: factors("resolution_factor", [Some(skill.attributes), profile]),
        },
    ];
    for product in products {
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
        let Some(base) = self.base.filter(|base| (0.0..=1.0).contains(base)) else { return };
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
