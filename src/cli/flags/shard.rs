//! `--shard`: which part of an experiment is run here.

use std::env;

use crate::cli::failure::Failure;
use crate::questions::keeping::cut::Shard;

/// What the flag asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// One of so many, from 1.
    One(Shard),
    /// As the batch system says: of so many, if it does not say that.
    Auto(Option<u32>),
}

/// Reads `K/N`, `auto` or `auto/N`.
pub(crate) fn choice(text: &str) -> Result<Choice, String> {
    let wanted = || "wanted K/N with K from 1 to N, `auto`, or `auto/N`".to_owned();
    let number = |text: &str| text.parse::<u32>().ok().filter(|&number| number > 0);
    match text.split_once('/') {
        None if text == "auto" => Ok(Choice::Auto(None)),
        None => Err(wanted()),
        Some(("auto", of)) => Ok(Choice::Auto(Some(number(of).ok_or_else(wanted)?))),
        Some((one, of)) => {
            let (number, of) = number(one).zip(number(of)).ok_or_else(wanted)?;
            if number > of { Err(wanted()) } else { Ok(Choice::One(Shard { number, of })) }
        }
    }
}

impl Choice {
    /// The shard, and where an automatic choice has it from.
    pub(crate) fn shard(self) -> Result<(Shard, Option<String>), Failure> {
        match self {
            Self::One(shard) => Ok((shard, None)),
            Self::Auto(of) => {
                let (shard, from) = automatic(of, |name| env::var(name).ok())?;
                Ok((shard, Some(from)))
            }
        }
    }
}

/// From the variables that Slurm and Kubernetes set for each task of an array.
fn automatic(
    of: Option<u32>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<(Shard, String), Failure> {
    let number = |name: &str| variable(name).and_then(|text| text.parse::<u32>().ok());
    let (from, place, count) = if let Some(id) = number("SLURM_ARRAY_TASK_ID") {
        let first = number("SLURM_ARRAY_TASK_MIN").unwrap_or(1);
        let step = number("SLURM_ARRAY_TASK_STEP").unwrap_or(1).max(1);
        let place = id.checked_sub(first).map(|off| off / step);
        (format!("SLURM_ARRAY_TASK_ID={id}"), place, number("SLURM_ARRAY_TASK_COUNT"))
    } else if let Some(index) = number("JOB_COMPLETION_INDEX") {
        (format!("JOB_COMPLETION_INDEX={index}"), Some(index), None)
    } else {
        let wanted = "SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX in the environment";
        return Err(Failure::wrong(format!("found --shard auto without {wanted}")));
    };
    let Some(of) = of.or(count) else {
        return Err(Failure::wrong(format!(
            "found {from}, which does not say of how many; wanted --shard auto/N"
        )));
    };
    match place.and_then(|place| place.checked_add(1)).filter(|&number| number <= of) {
        Some(number) => Ok((Shard { number, of }, from)),
        None => Err(Failure::wrong(format!("found {from} among {of} shards"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::Refusal;

    fn auto(of: Option<u32>, variables: &[(&str, &str)]) -> Result<(u32, u32), String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(own, _)| *own == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        match automatic(of, variable) {
            Ok((shard, _)) => Ok((shard.number, shard.of)),
            Err(Failure::Refused(Refusal::Wrong(sentence))) => Err(sentence),
            Err(_) => unreachable!("it is one sentence"),
        }
    }

    #[test]
    fn a_shard_is_one_of_so_many() {
        assert_eq!(choice("2/4"), Ok(Choice::One(Shard { number: 2, of: 4 })));
        assert_eq!(choice("auto/4"), Ok(Choice::Auto(Some(4))));
        for text in ["0/4", "5/4", "2", "2/", "/4", "auto/0", "a/b", "-1/4", "1/99999999999"] {
            assert!(choice(text).is_err(), "{text}");
        }
    }

    #[test]
    fn arrays_say_which_shard_this_is() {
        let slurm = [
            ("SLURM_ARRAY_TASK_ID", "9"),
            ("SLURM_ARRAY_TASK_MIN", "5"),
            ("SLURM_ARRAY_TASK_STEP", "2"),
            ("SLURM_ARRAY_TASK_COUNT", "4"),
        ];
        assert_eq!(auto(None, &slurm), Ok((3, 4)));
        assert_eq!(auto(Some(8), &slurm), Ok((3, 8)));
        assert_eq!(auto(Some(8), &[("JOB_COMPLETION_INDEX", "0")]), Ok((1, 8)));
        let wanted = auto(None, &[("JOB_COMPLETION_INDEX", "0")]).unwrap_err();
        assert!(wanted.contains("--shard auto/N"), "{wanted}");
        assert!(auto(Some(8), &[("JOB_COMPLETION_INDEX", "8")]).is_err());
        assert!(auto(Some(8), &[]).unwrap_err().contains("SLURM_ARRAY_TASK_ID"));
    }
}
