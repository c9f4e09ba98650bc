//! Centres of any size, as text of a scenario file: random skills and ranks, the same every time.
//!
//! The large ones of `scenarios/benchmarks/` are made by it, and so are files to read that are too
//! long to be kept.

use std::fmt::Write;

/// What a centre is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) contact_types: usize,
    pub(crate) groups: usize,
    pub(crate) agents: usize,
    /// Skills of a group; the groups take turns.
    pub(crate) skills: &'static [usize],
    /// Offered work over agents.
    pub(crate) load: f64,
    /// How long an interval is; the day has ten hours of them.
    pub(crate) interval_minutes: usize,
}

/// Two megabytes as a scenario: the text of it is long, the centre is none that anybody has.
pub(crate) const LONG: Size = Size {
    contact_types: 400,
    groups: 500,
    agents: 10_000,
    skills: &[70],
    load: 0.9,
    interval_minutes: 15,
};

const HOURS: usize = 10;
const HANDLE_SECONDS: f64 = 300.0;

/// A centre of that size: talks of five minutes, patience of three.
///
/// Group g has the skill g modulo the number of types, so that each type has its groups, and others
/// at random. A type stands at a random place among the priorities of each group, a group at a
/// random place among the preferences of each type. A type's volume is the load times the agents
/// of its groups, each divided by its skills: so some routing serves all as their volumes are.
pub(crate) fn large_centre(size: &Size, name: &str, note: &str) -> String {
    let skills = skills(size);
    let mut text = format!(
        "{{\n  \"$schema\": \"../../scenario.schema.json\",\n  \"format\": 1,\n  \
         \"name\": \"{name}\",\n  \"note\": \"{note}\",\n  \
         \"day\": {{ \"opens\": \"08:00\", \"closes\": \"18:00\", \"interval_minutes\": {}, \
         \"after_close\": \"finish_waiting\" }},\n  \"contact_types\": {{\n",
        size.interval_minutes
    );
    for own in 0..size.contact_types {
        let volume = volume_per_hour(size, &skills, own);
        let end = if own + 1 < size.contact_types { "," } else { "" };
        writeln!(
            text,
            "    \"type {:03}\": {{ {}, \"handle_time\": {{ \"distribution\": \"lognormal\", \
             \"mean_seconds\": {HANDLE_SECONDS}, \"cv\": 1.0 }}, \"patience\": {{ \
             \"distribution\": \"exponential\", \"mean_seconds\": 180 }} }}{end}",
            own + 1,
            volume_key(size, volume)
        )
        .expect("a text takes everything");
    }
    text.push_str("  },\n  \"agent_groups\": {\n");
    for (group, own) in skills.iter().enumerate() {
        let listed: Vec<String> = own
            .iter()
            .map(|skill| {
                format!(
                    "\"type {:03}\": {{ \"preference\": {}, \"priority\": {} }}",
                    skill.contact_type + 1,
                    skill.preference,
                    skill.priority
                )
            })
            .collect();
        let end = if group + 1 < size.groups { "," } else { "" };
        writeln!(
            text,
            "    \"group {:03}\": {{ \"agents\": {}, \"skills\": {{ {} }} }}{end}",
            group + 1,
            agents(size, group),
            listed.join(", ")
        )
        .expect("a text takes everything");
    }
    text.push_str("  },\n  \"run\": { \"seed\": 1 }\n}\n");
    text
}

struct Skill {
    contact_type: usize,
    preference: usize,
    priority: usize,
}

/// The skills of each group.
fn skills(size: &Size) -> Vec<Vec<Skill>> {
    let mut random = Random(1);
    let mut groups: Vec<Vec<Skill>> = (0..size.groups)
        .map(|group| {
            let mut types = vec![group % size.contact_types];
            while types.len() < size.skills[group % size.skills.len()] {
                let another = random.below(size.contact_types);
                if !types.contains(&another) {
                    types.push(another);
                }
            }
            random.shuffle(&mut types);
            let skill = |(priority, contact_type)| Skill { contact_type, preference: 0, priority };
            types.into_iter().enumerate().map(skill).collect()
        })
        .collect();
    for own in 0..size.contact_types {
        let mut places: Vec<&mut Skill> =
            groups.iter_mut().flatten().filter(|skill| skill.contact_type == own).collect();
        random.shuffle(&mut places);
        for (preference, skill) in places.into_iter().enumerate() {
            skill.preference = preference;
        }
    }
    groups
}

/// As evenly as whole agents go.
fn agents(size: &Size, group: usize) -> usize {
    size.agents * (group + 1) / size.groups - size.agents * group / size.groups
}

fn volume_per_hour(size: &Size, skills: &[Vec<Skill>], own: usize) -> f64 {
    let has = |group: &(usize, &Vec<Skill>)| group.1.iter().any(|it| it.contact_type == own);
    let agents: f64 = skills
        .iter()
        .enumerate()
        .filter(has)
        .map(|(group, own)| agents(size, group) as f64 / own.len() as f64)
        .sum();
    size.load * agents * 3600.0 / HANDLE_SECONDS
}

/// One number for the hour where intervals are of half an hour, as in the other benchmarks; else a
/// list, as it comes out of a planner's forecast.
fn volume_key(size: &Size, volume: f64) -> String {
    if size.interval_minutes == 30 {
        return format!("\"volume_per_hour\": {volume:.1}");
    }
    let an_hour = 60 / size.interval_minutes;
    let number = |at: usize| format!("{:.5}", volume * (1.0 + at as f64 / 100.0) / an_hour as f64);
    let list: Vec<String> = (0..HOURS * an_hour).map(number).collect();
    format!("\"volume\": [{}]", list.join(", "))
}

/// Splitmix64 (Steele, Lea and Flood, 2014): ours, so that no crate's next version moves a file.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn shuffle<T>(&mut self, of: &mut [T]) {
        for last in (1..of.len()).rev() {
            of.swap(last, self.below(last + 1));
        }
    }
}
