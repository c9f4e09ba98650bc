//! One customer's day in one replication, told happening by happening.

use crate::base::Micros;
use crate::engine::{Model, Workspace, run};
use crate::floor::contact::{Contact, Origin};
use crate::floor::happening::{Happening, Loss, Observer};
use crate::random::{Address, Owner};
use crate::scenario::Scenario;

/// The life of the contact with that address (interval from 0, number from 1) and of whatever its
/// customer does afterwards, one line for each happening; none if there is no such contact.
#[must_use]
pub fn trace(
    scenario: &Scenario,
    seed: u64,
    replication: u64,
    contact_type: &str,
    interval: usize,
    number: u32,
) -> Option<Vec<String>> {
    let model = Model::new(scenario);
    model.type_named(contact_type)?;
    let mut story = Story {
        words: Words { model: &model, scenario },
        wanted: Address::new(Owner::named(contact_type), interval as u16, number),
        customer: None,
        lines: Vec::new(),
    };
    run(&model, &mut Workspace::default(), seed, replication, &mut story);
    (!story.lines.is_empty()).then_some(story.lines)
}

struct Story<'a> {
    words: Words<'a>,
    wanted: Address,
    customer: Option<u32>,
    lines: Vec<String>,
}

/// What happens, told of a model and its scenario.
pub(super) struct Words<'a> {
    pub(super) model: &'a Model,
    pub(super) scenario: &'a Scenario,
}

impl Observer for Story<'_> {
    fn hear(&mut self, now: Micros, contact: &Contact, happening: Happening) {
        if contact.address == self.wanted && happening == Happening::Offered {
            self.customer = Some(contact.customer);
        }
        if self.customer != Some(contact.customer) {
            return;
        }
        if happening == Happening::Settled {
            // Another customer may get the slot.
            self.customer = None;
        }
        self.lines.extend(self.words.line(now, contact, happening));
    }
}

impl Words<'_> {
    /// A happening with its time; none of what only counting needs.
    pub(super) fn line(
        &self,
        now: Micros,
        contact: &Contact,
        happening: Happening,
    ) -> Option<String> {
        let words = self.words(contact, happening)?;
        Some(format!("{}  {words}", self.clock(now)))
    }

    /// Local clock time, to the microsecond where it matters.
    fn clock(&self, now: Micros) -> String {
        let opens = u64::from(self.scenario.day.opens_minute) * 60;
        let (whole, rest) = (now.0 / 1_000_000 + opens, now.0 % 1_000_000);
        let (hours, minutes, seconds) = (whole / 3600 % 24, whole / 60 % 60, whole % 60);
        format!("{hours:02}:{minutes:02}:{seconds:02}.{rest:06}")
    }

    /// The sentence of a happening; none for what only counting needs.
    fn words(&self, contact: &Contact, happening: Happening) -> Option<String> {
        let contact_type = self.model.type_name(contact.contact_type);
        let words = match happening {
            Happening::Offered => match contact.origin {
                Origin::Fresh => format!("offered: {contact_type}"),
                Origin::Redial => format!("offered: {contact_type}, attempt {}", contact.attempt),
                Origin::Repeat => format!("offered: {contact_type}, a repeat"),
                Origin::Complaint => format!("offered: {contact_type}, a complaint"),
                Origin::Leg => return None,
            },
            Happening::Joined => format!("waits for {contact_type}"),
            Happening::Answered { agent, group, waited } => format!(
                "answered by agent {} of {} after waiting {waited} s",
                self.model.agent_number(agent),
                self.model.group_name(group)
            ),
            Happening::Finished { handled, .. } => format!("wrap-up ends, handled for {handled} s"),
            Happening::HandedOver { to } => format!("handed over to {}", self.model.type_name(to)),
            Happening::Deferred { contact_type } => {
                format!("will call again after closing: {}", self.model.type_name(contact_type))
            }
            Happening::WillRedial { due } => format!("will redial at {}", self.clock(due)),
            Happening::WillRepeat { due } => format!("will call again at {}", self.clock(due)),
            Happening::WillComplain { due } => format!("will complain at {}", self.clock(due)),
            other => return outcome_words(other),
        };
        Some(words)
    }
}

fn outcome_words(happening: Happening) -> Option<String> {
    let yes_no = |truth: bool, yes: &str, no: &str| if truth { yes } else { no }.to_owned();
    let words = match happening {
        Happening::Blocked => "blocked: no line or no place to wait".to_owned(),
        Happening::Balked => "balked: would have had to wait".to_owned(),
        Happening::Abandoned { waited } => format!("abandoned after waiting {waited} s"),
        Happening::Disconnected { waited } => {
            format!("disconnected at closing after waiting {waited} s")
        }
        Happening::LeftWaiting { waited } => format!("still waiting at the end, after {waited} s"),
        Happening::RedialAfterClose => "would redial, but after closing".to_owned(),
        Happening::AttemptsExhausted => "would redial, but has used all attempts".to_owned(),
        Happening::Resolution { resolved } => yes_no(resolved, "resolved", "not resolved"),
        Happening::SaleAsked { would_buy, bought, .. } => match (would_buy, bought) {
            (_, true) => "buys".to_owned(),
            (true, false) => "does not buy, because of the wait".to_owned(),
            (false, false) => "does not buy".to_owned(),
        },
        Happening::Earned { revenue, contribution, .. } => {
            format!("earned {} of {} in revenue", contribution as f64 / 1e6, revenue as f64 / 1e6)
        }
        Happening::Overpromised => "was promised too much".to_owned(),
        Happening::NeedSeen => "has a latent need".to_owned(),
        Happening::OfferMade { need, .. } => {
            yes_no(need, "is offered to", "is offered to without need")
        }
        Happening::OfferAnswered { accepted, .. } => yes_no(accepted, "accepts", "declines"),
        Happening::NeedUnmet => "the need stays unmet".to_owned(),
        Happening::TalkEnded => "talk ends".to_owned(),
        Happening::ChainLost { last, .. } => match last {
            Loss::Disconnected => "gives up: cut off".to_owned(),
            Loss::Blocked | Loss::Balked | Loss::Abandoned => "gives up".to_owned(),
        },
        Happening::Settled => "nothing more of this customer today".to_owned(),
        _ => return None,
    };
    Some(words)
}
