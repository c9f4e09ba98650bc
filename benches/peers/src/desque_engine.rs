//! The models in `desque`: boxed events on a shared state, in a binary heap.
//!
//! It cannot take an event back, so an abandonment stays scheduled after the contact was answered
//! and finds nobody.

use std::cmp::Ordering;
use std::collections::VecDeque;

use desque::serial::{Event, Simulation};
use desque::{Result, SimState, SimTime};

use crate::centre::{Draws, Figures, Model};

#[derive(Clone, Copy, Debug, PartialEq)]
struct Seconds(f64);

impl Eq for Seconds {}

impl Ord for Seconds {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Seconds {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl SimTime for Seconds {}

#[derive(Debug)]
struct Waiting {
    number: u64,
    talk: f64,
    since: f64,
}

struct Centre<'m> {
    model: &'m Model,
    draws: Vec<Draws>,
    arrived: Vec<u64>,
    /// By group, the longest idle first.
    idle: Vec<VecDeque<u32>>,
    /// By contact type.
    queues: Vec<VecDeque<Waiting>>,
    figures: Vec<Figures>,
}

impl SimState<Seconds> for Centre<'_> {}

type Sim<'m> = Simulation<Centre<'m>, Seconds>;

#[derive(Debug)]
struct Arrival {
    contact_type: usize,
}

#[derive(Debug)]
struct End {
    group: usize,
    agent: u32,
}

#[derive(Debug)]
struct Abandonment {
    contact_type: usize,
    number: u64,
}

fn plan_arrival(sim: &mut Sim, contact_type: usize) -> Result {
    let now = sim.current_time().0;
    match sim.state_mut().draws[contact_type].next_arrival(now) {
        Some(at) => sim.schedule(Arrival { contact_type }, Seconds(at)),
        None => Ok(()),
    }
}

impl<'m> Event<Centre<'m>, Seconds> for Arrival {
    fn execute(&mut self, sim: &mut Sim<'m>) -> Result {
        let (contact_type, now) = (self.contact_type, sim.current_time().0);
        let centre = sim.state_mut();
        centre.arrived[contact_type] += 1;
        let number = centre.arrived[contact_type];
        let draws = &mut centre.draws[contact_type];
        let (talk, patience) = (draws.talk(), draws.patience());
        let groups = &centre.model.types[contact_type].groups;
        let free = groups.iter().find_map(|&group| Some((group, centre.idle[group].pop_front()?)));
        if let Some((group, agent)) = free {
            centre.figures[contact_type].answered(0.0);
            sim.schedule(End { group, agent }, Seconds(now + talk))?;
        } else {
            centre.queues[contact_type].push_back(Waiting { number, talk, since: now });
            sim.schedule(Abandonment { contact_type, number }, Seconds(now + patience))?;
        }
        plan_arrival(sim, contact_type)
    }
}

impl<'m> Event<Centre<'m>, Seconds> for End {
    fn execute(&mut self, sim: &mut Sim<'m>) -> Result {
        let now = sim.current_time().0;
        let centre = sim.state_mut();
        let serves = &centre.model.groups[self.group].serves;
        let next = serves.iter().find_map(|&of| Some((of, centre.queues[of].pop_front()?)));
        let Some((contact_type, waiting)) = next else {
            centre.idle[self.group].push_back(self.agent);
            return Ok(());
        };
        centre.figures[contact_type].answered(now - waiting.since);
        let end = End { group: self.group, agent: self.agent };
        sim.schedule(end, Seconds(now + waiting.talk))
    }
}

impl<'m> Event<Centre<'m>, Seconds> for Abandonment {
    fn execute(&mut self, sim: &mut Sim<'m>) -> Result {
        let now = sim.current_time().0;
        let centre = sim.state_mut();
        let queue = &mut centre.queues[self.contact_type];
        if let Ok(place) = queue.binary_search_by_key(&self.number, |waiting| waiting.number)
            && let Some(waiting) = queue.remove(place)
        {
            centre.figures[self.contact_type].abandoned(now - waiting.since);
        }
        Ok(())
    }
}

/// One day, until nobody waits and nobody talks.
pub fn day(model: &Model, day: u64) -> Vec<Figures> {
    let types = model.types.len();
    let centre = Centre {
        model,
        draws: (0..types).map(|own| Draws::new(model, own, day)).collect(),
        arrived: vec![0; types],
        idle: model.groups.iter().map(|group| (0..group.agents).collect()).collect(),
        queues: (0..types).map(|_| VecDeque::new()).collect(),
        figures: vec![Figures::default(); types],
    };
    let mut sim = Simulation::new(centre, Seconds(0.0));
    for contact_type in 0..types {
        plan_arrival(&mut sim, contact_type).expect("the first arrival lies after the opening");
    }
    sim.run().expect("every event lies after the one that plans it");
    sim.state().figures.clone()
}
