//! A scenario written again so that it stands alone: its base in it, and everything that it reads
//! from CSV.

use std::path::PathBuf;

use super::base::{Ground, named_base};
use super::error::LoadError;
use super::opened::open;
use super::prepared::{BESIDE_IT, filling};
use super::source::Source;
use crate::base::dotted::steps;
use crate::scenario::csv::inputs::fill_inputs_alone;
use crate::scenario::overlay::Draft;
use crate::scenario::overlay::filled::{filled, filled_value, read_files};
use crate::scenario::shape::defaults::named_mut;
use crate::scenario::text::layout::json;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::texts::{Folder, InMemory};
use crate::scenario::text::tree::{Member, Node, Value};

impl Source {
    /// The text of a scenario that stands alone and is the same: what is read from CSV is filled
    /// in, a what-if has its base in it. Whatever else was written stays as it was, notes too;
    /// the changes of a command line are no part of it.
    ///
    /// # Errors
    /// As [`Source::load`]; and that the text cannot be read where it has become too long, or
    /// where a path of a sweep would have to be several.
    pub fn filled(&self) -> Result<String, LoadError> {
        let plain = self.clone().changed(&[]);
        let text = plain.read(|root, problems| {
            let ground = open(root.clone(), &plain, problems)?.ground;
            if !ground.dated.is_empty() {
                let place = ground.tree.get("horizon").map_or(&ground.tree.place, |it| &it.place);
                let found = "a horizon with rows of days by date, which stand in their files";
                problems.add(place, found, "a file whose days are one, to be filled in");
                return None;
            }
            let tree = standing_alone(root, &plain.folder(), &ground, problems)?;
            Some(json(&tree))
        })?;
        let name = PathBuf::from(format!("{}, filled in", self.name.display()));
        Source::new(&name, text.clone().into_bytes(), &InMemory::default()).load()?;
        Ok(text)
    }
}

/// The tree of a scenario with everything in it that its file and its base's read from others.
fn standing_alone(
    mut root: Node,
    folder: &Folder,
    ground: &Ground,
    problems: &mut Problems,
) -> Option<Node> {
    let mut alone = match root.get("base").cloned() {
        Some(base) => named_base(&root, &base, folder, problems, &mut Vec::new())?.0,
        None => root.clone(),
    };
    filling_alone(ground)(&mut alone, problems, &mut Vec::new());
    fill_variants(&mut root, ground, problems);
    fill_sweep(&mut root, ground, problems)?;
    let beside: Vec<Member> =
        root.members().iter().filter(|it| BESIDE_IT.contains(&&*it.key)).cloned().collect();
    let keeps_inputs = beside.iter().any(|member| sets_inputs(&member.node));
    if let Value::Object(members) = &mut alone.value {
        members.retain(|it| !BESIDE_IT.contains(&&*it.key) && (keeps_inputs || it.key != "inputs"));
        members.extend(beside);
    }
    Some(alone)
}

fn fill_variants(root: &mut Node, ground: &Ground, problems: &mut Problems) {
    for variant in named_mut(root, "variants") {
        let fill = filling(&ground.folder);
        let draft = Draft::of(&ground.tree, &fill);
        *variant = filled(variant, draft, &filling_alone(ground), problems);
    }
}

fn fill_sweep(root: &mut Node, ground: &Ground, problems: &mut Problems) -> Option<()> {
    for axis in root.get_mut("sweep").map(axes).into_iter().flatten() {
        let path = axis.get("path").and_then(Node::text).unwrap_or_default().to_owned();
        let Some(Value::List(values)) = axis.get_mut("values").map(|it| &mut it.value) else {
            continue;
        };
        for value in values {
            let alone = filling_alone(ground);
            *value = filled_value(&path, value, &ground.tree, &alone, problems)?;
        }
    }
    Some(())
}

/// Fills in what a tree reads from files, and nothing else.
fn filling_alone(ground: &Ground) -> impl Fn(&mut Node, &mut Problems, &mut Vec<String>) {
    |tree, problems, _| {
        fill_inputs_alone(tree, &ground.folder, problems);
        fill_days(tree, ground, problems);
    }
}

/// Fills in what the day types and changes of a horizon read.
fn fill_days(tree: &mut Node, ground: &Ground, problems: &mut Problems) {
    let Some(horizon) = tree.get_mut("horizon") else { return };
    let fill = filling(&ground.folder);
    let inputs = |tree: &mut Node, problems: &mut Problems, _: &mut Vec<String>| {
        fill_inputs_alone(tree, &ground.folder, problems);
    };
    for key in ["day_types", "changes"] {
        for verbs in named_mut(horizon, key).filter(|verbs| read_files(verbs)) {
            *verbs = filled(verbs, Draft::of(&ground.tree, &fill), &inputs, problems);
        }
    }
}

/// The axes of a sweep: one that is the sweep itself, or those of a list.
fn axes(sweep: &mut Node) -> Vec<&mut Node> {
    if sweep.get("axes").is_none() {
        return vec![sweep];
    }
    match sweep.get_mut("axes").map(|axes| &mut axes.value) {
        Some(Value::List(items)) => items.iter_mut().collect(),
        _ => Vec::new(),
    }
}

/// Whether anything in it sets where values are read, which must then still be there.
fn sets_inputs(node: &Node) -> bool {
    let is_of_inputs = |key: &str| steps(key).is_some_and(|path| path[0].key() == Some("inputs"));
    node.members().iter().any(|member| is_of_inputs(&member.key) || sets_inputs(&member.node))
        || node.items().iter().any(sets_inputs)
        || node.text().is_some_and(is_of_inputs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load::Loaded;

    const CENTRE: &str = r#"{
  "format": 1, "note": "a note",
  "day": { "opens": "08:00", "closes": "10:00", "interval_minutes": 60 },
  "inputs": { "v": { "csv": "v.csv" }, "s": { "csv": "s.csv" } },
  "contact_types": {
    "a": { "volume": { "from": "v" }, "note": "what of it",
           "handle_time": { "mean_seconds": { "between": [200, 300.0] } } },
    "b": { "volume_per_hour": 1e1, "handle_time": { "from": "v", "cv": 0.8 } }
  },
  "agent_groups": {
    "desk": { "agents": { "from": "s" }, "skills": ["a"] },
    "other": { "agents": 3, "skills": ["b"] }
  }VARIANTS
}"#;

    fn texts(variants: &str) -> InMemory {
        InMemory::from_iter([
            ("centre.json", CENTRE.replace("VARIANTS", variants)),
            (
                "v.csv",
                "date,interval_start,contact_type,offered,handle_time_seconds\n\
                 2026-03-10,08:00,a,10,300\n2026-03-10,09:00,a,20.5,360\n\
                 2026-03-10,08:00,b,1,100\n2026-03-10,09:00,b,2,120\n"
                    .to_owned(),
            ),
            (
                "s.csv",
                "date,interval_start,agent_group,scheduled_agents\n\
                 2026-03-10,08:00,desk,3\n2026-03-10,09:00,desk,4\n\
                 2026-03-10,08:00,other,5\n2026-03-10,09:00,other,6\n"
                    .to_owned(),
            ),
        ])
    }

    /// A centre filled in, which is the same when it is read again.
    fn filled_with(variants: &str) -> String {
        let source = Source::named("centre.json".as_ref(), &texts(variants)).unwrap();
        let text = source.filled().unwrap_or_else(|error| panic!("{error}"));
        let alone = Source::of("centre.json", &text, &InMemory::default());
        let told = |it: &Loaded| format!("{:?}", (&it.base, &it.variants, &it.contrasts));
        let (before, after) = (source.with_points().unwrap(), alone.with_points().unwrap());
        assert_eq!(told(&before.0), told(&after.0), "{text}");
        assert_eq!(before.1, after.1);
        let (before, after) = (source.risk().unwrap(), alone.risk().unwrap());
        assert_eq!(before.in_full(), after.in_full());
        assert_eq!(before.drawn(7, 3).unwrap(), after.drawn(7, 3).unwrap());
        text
    }

    #[test]
    fn what_is_read_is_filled_in_and_the_rest_stays_as_it_was_written() {
        let text = filled_with("");
        for kept in [
            r#""note": "a note""#,
            r#""a": { "volume": [10, 20.5], "note": "what of it""#,
            r#"{ "between": [200, 300.0] }"#,
            r#""volume_per_hour": 1e1, "handle_time": { "cv": 0.8, "mean_seconds": [100, 120] }"#,
            r#""desk": { "scheduled_agents": [3, 4], "skills": ["a"] }"#,
        ] {
            assert!(text.replace("\n      ", " ").contains(kept), "{kept} in\n{text}");
        }
        assert!(!text.contains("inputs") && !text.contains("routing"), "{text}");
    }

    #[test]
    fn variants_and_sweeps_are_filled_in_where_they_set_something_from_files() {
        let text = filled_with(
            r#", "variants": {
              "one": { "set": { "contact_types.b.volume": { "from": "v" }, "lines": 9 } },
              "each": [{ "note": "of all", "set": { "contact_types.*.volume": { "from": "v" } } }],
              "scheduled": { "set": { "agent_groups.other.agents": { "from": "s" } } },
              "renamed": { "set": { "agent_groups.*.agents": { "from": "s" } } },
              "late": [{ "scale": { "contact_types.b.volume": 9 } },
                       { "set": { "inputs.v.decimal_mark": ".",
                                  "contact_types.b.volume": { "from": "v" } } }]
            },
            "sweep": { "path": "contact_types.b.volume", "values": [{ "from": "v" }, [5, 6]] }"#,
        );
        for filled in [
            r#""one": { "set": { "contact_types.b.volume": [1, 2], "lines": 9 } }"#,
            r#""contact_types.a.volume": [10, 20.5], "contact_types.b.volume": [1, 2]"#,
            r#""agent_groups.other.scheduled_agents": [5, 6]"#,
            r#""agent_groups.desk.scheduled_agents": [3, 4]"#,
            r#""values": [[1, 2], [5, 6]]"#,
            r#""note": "of all""#,
        ] {
            assert!(text.contains(filled), "{filled} in\n{text}");
        }
        assert!(!text.contains("from"), "{text}");
    }

    #[test]
    fn a_what_if_has_its_base_in_it() {
        let what_if = r#"{ "base": "centre.json", "name": "What if", 
            "variants": { "more": { "scale": { "contact_types.*.volume": 2 } } } }"#;
        let source = Source::of("what-if.json", what_if, &texts(r#", "variants": { "x": {} }"#));
        let text = source.filled().unwrap();
        let alone = Source::of("what-if.json", &text, &InMemory::default()).load().unwrap();
        let loaded = source.load().unwrap();
        assert_eq!((alone.base.name.as_str(), &alone.base), ("What if", &loaded.base));
        assert_eq!(alone.variants[0].scenario, loaded.variants[0].scenario);
        assert!(alone.variants.len() == 1 && !text.contains("\"base\""), "{text}");
    }

    #[test]
    fn where_one_path_would_be_several_that_is_said() {
        let sweep =
            r#", "sweep": { "path": "contact_types.*.volume", "values": [{ "from": "v" }] }"#;
        let source = Source::named("centre.json".as_ref(), &texts(sweep)).unwrap();
        assert_eq!(
            source.filled().unwrap_err().to_string(),
            "centre.json:13:62: found `contact_types.*.volume` set from a file that gives more \
             than one value, wanted a path for each, to be filled in"
        );
    }
}
