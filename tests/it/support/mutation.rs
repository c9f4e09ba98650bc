//! Small, nasty changes to files: of their bytes, and of the structure of JSON.

use serde_json::{Map, Value, json};

/// A generator of its own, so that the cases are the same everywhere: `SplitMix64`.
pub(crate) struct Rng(pub(crate) u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    /// From 0 to below `most`, which is at least 1.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    /// 0, less often 1, and so on to 3.
    fn few(&mut self) -> usize {
        (0..3).take_while(|_| self.below(3) == 0).count()
    }

    pub(crate) fn one_of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// Pieces of text that break readers.
const PIECES: [&str; 48] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\n",
    "\r\n",
    "\0",
    "\u{feff}",
    "\u{2028}",
    " ",
    "\t",
    "null",
    "true",
    "NaN",
    "Infinity",
    "-",
    "-0",
    "0",
    "1",
    "1e308",
    "1e-320",
    "1e999",
    "-1e308",
    "1000000000",
    "1000000000000",
    "4294967296",
    "9007199254740993",
    "0.1e1",
    "00",
    "\\ud800",
    "\\udc00",
    "\\u0000",
    "\"\"",
    "[]",
    "{}",
    ";",
    "24:00",
    "08:00",
    "99:99",
    "2026-03-10",
    "*",
    ".",
    "\"from\":\"volumes\"",
    "1234567890123456789012345678901234567890",
];

/// A text after one change, or a few; `other` is where strange pieces come from.
pub(crate) fn mutated_bytes(seed: &[u8], other: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut text = seed.to_vec();
    for _ in 0..=rng.few() {
        let at = rng.below(text.len() + 1);
        let end = (at + 1 + rng.below(30)).min(text.len());
        match rng.below(8) {
            0 if at < text.len() => text[at] ^= 1 << rng.below(8),
            1 => drop(text.drain(at..end)),
            2 => {
                let copy = text[at..end].to_vec();
                text.splice(at..at, copy);
            }
            3 => text.truncate(at),
            4 if !other.is_empty() => {
                let from = rng.below(other.len());
                let piece = other[from..(from + rng.below(200)).min(other.len())].to_vec();
                text.splice(at..end, piece);
            }
            5 => another_number(&mut text, at, rng),
            _ => drop(text.splice(at..at, rng.one_of(&PIECES).bytes())),
        }
    }
    text
}

/// Puts another number in the place of the next one.
fn another_number(text: &mut Vec<u8>, from: usize, rng: &mut Rng) {
    let Some(start) = (from..text.len()).find(|&at| text[at].is_ascii_digit()) else { return };
    let length = text[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = extreme(rng).to_string();
    text.splice(start..start + length, number.bytes());
}

/// Numbers at and beyond the ends of what makes sense.
pub(crate) fn extreme(rng: &mut Rng) -> Value {
    let all = [
        json!(0),
        json!(-0.0),
        json!(1),
        json!(-1),
        json!(0.5),
        json!(1e-9),
        json!(5e-324),
        json!(1e-320),
        json!(2),
        json!(3.7),
        json!(20),
        json!(49.9),
        json!(60),
        json!(1000),
        json!(1001),
        json!(65_535),
        json!(65_536),
        json!(65_537),
        json!(1e6),
        json!(86_400),
        json!(86_401),
        json!(1e9),
        json!(1e10),
        json!(1e12),
        json!(1e15),
        json!(1e18),
        json!(1e30),
        json!(1e100),
        json!(1e300),
        json!(1.797e308),
        json!(-1e308),
        json!(4_294_967_295_u32),
        json!(0.999_999_999_999),
        json!(1.000_000_001),
        json!(0.1),
        json!(9_007_199_254_740_991_u64),
    ];
    rng.one_of(&all).clone()
}

/// Keys, texts and subtrees that the format knows, so that mutants stay near it.
pub(crate) struct Vocabulary {
    keys: Vec<String>,
    texts: Vec<String>,
    members: Vec<(String, Value)>,
}

impl Vocabulary {
    /// Whatever stands in some files.
    pub(crate) fn of<'v>(trees: impl Iterator<Item = &'v Value>) -> Self {
        let mut all = Self { keys: Vec::new(), texts: Vec::new(), members: Vec::new() };
        trees.for_each(|tree| all.gather(tree));
        all.keys.sort();
        all.keys.dedup();
        all.texts.sort();
        all.texts.dedup();
        all
    }

    fn gather(&mut self, tree: &Value) {
        match tree {
            Value::Object(members) => {
                for (key, value) in members {
                    self.keys.push(key.clone());
                    self.members.push((key.clone(), value.clone()));
                    self.gather(value);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.gather(item)),
            Value::String(text) => self.texts.push(text.clone()),
            _ => {}
        }
    }
}

/// A tree after one change of its structure, or a few.
pub(crate) fn mutated_tree(seed: &Value, vocabulary: &Vocabulary, rng: &mut Rng) -> Value {
    let mut tree = seed.clone();
    for _ in 0..=rng.few() {
        let values = count(&tree);
        let mut place = rng.below(values);
        let node = find(&mut tree, &mut place).expect("a value below the number of values");
        change(node, vocabulary, rng);
    }
    tree
}

fn count(tree: &Value) -> usize {
    1 + match tree {
        Value::Object(members) => members.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}

/// The value that is `place`-th in the order of the file.
fn find<'v>(tree: &'v mut Value, place: &mut usize) -> Option<&'v mut Value> {
    if *place == 0 {
        return Some(tree);
    }
    *place -= 1;
    match tree {
        Value::Object(members) => members.values_mut().find_map(|value| find(value, place)),
        Value::Array(items) => items.iter_mut().find_map(|value| find(value, place)),
        _ => None,
    }
}

fn change(node: &mut Value, vocabulary: &Vocabulary, rng: &mut Rng) {
    match node {
        Value::Object(members) => change_object(members, vocabulary, rng),
        Value::Array(items) => change_list(items, rng),
        Value::Number(_) if rng.below(8) > 0 => *node = extreme(rng),
        Value::String(_) if rng.below(4) > 0 => {
            *node = rng.one_of(&vocabulary.texts).clone().into();
        }
        _ => *node = any_value(vocabulary, rng),
    }
}

fn change_object(members: &mut Map<String, Value>, vocabulary: &Vocabulary, rng: &mut Rng) {
    let keys: Vec<String> = members.keys().cloned().collect();
    let Some(key) = (!keys.is_empty()).then(|| rng.one_of(&keys).clone()) else { return };
    match rng.below(6) {
        0 => drop(members.shift_remove(&key)),
        1 => {
            let value = members.shift_remove(&key).expect("a key of the object");
            members.insert(rng.one_of(&vocabulary.keys).clone(), value);
        }
        2 => {
            let value = members[&key].clone();
            members.insert(rng.one_of(&vocabulary.keys).clone(), value);
        }
        3 => {
            let (key, value) = rng.one_of(&vocabulary.members).clone();
            members.insert(key, value);
        }
        4 => {
            // The same key with what stands under it elsewhere.
            let same: Vec<&Value> = vocabulary
                .members
                .iter()
                .filter(|(other, _)| *other == key)
                .map(|(_, value)| value)
                .collect();
            if let Some(value) = (!same.is_empty()).then(|| (*rng.one_of(&same)).clone()) {
                members.insert(key, value);
            }
        }
        _ => drop(members.insert(key, any_value(vocabulary, rng))),
    }
}

fn change_list(items: &mut Vec<Value>, rng: &mut Rng) {
    if items.is_empty() {
        return;
    }
    let at = rng.below(items.len());
    match rng.below(4) {
        0 => drop(items.remove(at)),
        1 => items.insert(at, items[at].clone()),
        2 => {
            let other = rng.below(items.len());
            items.swap(at, other);
        }
        _ => {
            let item = items[at].clone();
            items.extend(std::iter::repeat_n(item, rng.below(200)));
        }
    }
}

fn any_value(vocabulary: &Vocabulary, rng: &mut Rng) -> Value {
    match rng.below(8) {
        0 => Value::Null,
        1 => json!(rng.below(2) == 0),
        2 => json!([]),
        3 => json!({}),
        4 => rng.one_of(&vocabulary.texts).clone().into(),
        5 => rng.one_of(&vocabulary.members).1.clone(),
        _ => extreme(rng),
    }
}
