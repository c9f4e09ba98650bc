//! stub
use super::{Key, Law, Owner};
#[derive(Debug)]
pub struct Sampler(Law);
impl Sampler {
    pub fn new(law: &Law) -> Self {
        Self(law.clone())
    }
    pub fn quantile(&self, u: f64) -> f64 {
        match &self.0 {
            Law::Exponential { mean } => -mean * crate::base::math::ln(1.0 - u),
            Law::Lognormal { mean, cv } => {
                let v = crate::base::math::ln(1.0 + cv * cv);
                mean * crate::base::math::exp(
                    v.sqrt() * crate::base::math::normal_quantile(u) - v / 2.0,
                )
            }
            Law::Constant { value } => *value,
            Law::Never => f64::INFINITY,
            _ => panic!(),
        }
    }
    pub fn fill(&self, us: &mut [f64]) {
        for u in us {
            *u = self.quantile(*u);
        }
    }
}
#[derive(Debug)]
pub struct Busyness;
impl Busyness {
    pub fn new(_: f64, _: f64, _: f64) -> Self {
        Self
    }
    pub fn multiply(&self, _: Key, _: Owner, _: &mut [f64]) {}
}
