//! What was heard of a day, one line for each fact.

use std::fmt::Write as _;

use switchroom::base::{GroupId, Micros};
use switchroom::engine::Model;
use switchroom::floor::happening::{Happening, Loss};
use switchroom::floor::{Contact, Observer, Origin};

/// Which facts a story is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// Contacts only.
    Contacts,
    /// Also who comes on duty and goes.
    Staff,
    /// Also what chains come to and when nothing more of a customer can happen.
    Customers,
}

/// An observer that writes down what it hears.
pub(crate) struct Transcript<'m> {
    model: &'m Model,
    about: About,
    pub(crate) text: String,
}

impl<'m> Transcript<'m> {
    pub(crate) fn new(model: &'m Model, about: About) -> Self {
        Self { model, about, text: String::new() }
    }

    fn line(&mut self, now: Micros, words: &str) {
        writeln!(self.text, "{now} {words}").expect("a string takes all lines");
    }

    fn words(&self, contact: &Contact, happening: Happening) -> Option<String> {
        let own = self.model.type_name(contact.contact_type);
        let of = if contact.is_leg() { format!("{own} leg") } else { own.to_owned() };
        let by = |group: GroupId| self.model.group_name(group);
        Some(match happening {
            Happening::Offered => format!("offered {of}{}", beginning(contact)),
            Happening::Blocked => format!("blocked {of}"),
            Happening::Balked => format!("balked {of}"),
            Happening::Answered { agent, group, waited } => {
                let number = self.model.agent_number(agent);
                format!("answered {of} by {} {number} after {waited}", by(group))
            }
            Happening::Abandoned { waited } => format!("abandoned {of} after {waited}"),
            Happening::Disconnected { waited } => format!("disconnected {of} after {waited}"),
            Happening::LeftWaiting { waited } => format!("left waiting {of} after {waited}"),
            Happening::RedialAfterClose => format!("gave up {of}, due after closing"),
            Happening::AttemptsExhausted => format!("gave up {of}, no attempt left"),
            Happening::Resolution { resolved: true } => format!("resolved {of}"),
            Happening::Resolution { resolved: false } => format!("unresolved {of}"),
            Happening::Deferred { contact_type } => {
                format!("deferred {}", self.model.type_name(contact_type))
            }
            Happening::SaleAsked { would_buy, bought, .. } => match (would_buy, bought) {
                (_, true) => format!("sold {of}"),
                (true, false) => format!("waited too long to buy {of}"),
                (false, false) => format!("did not buy {of}"),
            },
            Happening::Earned { group, revenue, contribution } => {
                let units = |millionths: i64| millionths as f64 / 1e6;
                format!("earned {} of {} by {}", units(contribution), units(revenue), by(group))
            }
            Happening::Overpromised => format!("over-promised {of}"),
            Happening::NeedSeen => format!("need {of}"),
            Happening::OfferMade { group, need: true } => format!("offer {of} by {}", by(group)),
            Happening::OfferMade { group, need: false } => format!("push {of} by {}", by(group)),
            Happening::OfferAnswered { accepted: true, .. } => format!("accepted {of}"),
            Happening::OfferAnswered { accepted: false, .. } => format!("declined {of}"),
            Happening::NeedUnmet => format!("need unmet {of}"),
            Happening::HandedOver { to } => {
                format!("handed over {of} to {}", self.model.type_name(to))
            }
            Happening::Finished { agent, group, handled } => {
                let number = self.model.agent_number(agent);
                format!("finished {of} by {} {number} after {handled}", by(group))
            }
            Happening::ChainAnswered { waited } if self.about == About::Customers => {
                format!("chain answered {of} after {waited}")
            }
            Happening::ChainLost { last, waited, would_buy } if self.about == About::Customers => {
                let buys = if would_buy { ", would have bought" } else { "" };
                format!("chain {} {of} after {waited}{buys}", lost(last))
            }
            Happening::Settled if self.about == About::Customers => format!("settled {of}"),
            _ => return None,
        })
    }
}

fn beginning(contact: &Contact) -> String {
    match contact.origin {
        Origin::Fresh | Origin::Leg => String::new(),
        Origin::Redial => format!(", attempt {}", contact.attempt),
        Origin::Repeat => ", a repeat".to_owned(),
        Origin::Complaint => ", a complaint".to_owned(),
    }
}

fn lost(last: Loss) -> &'static str {
    match last {
        Loss::Blocked => "blocked",
        Loss::Balked => "balked",
        Loss::Abandoned => "abandoned",
        Loss::Disconnected => "cut off",
    }
}

impl Observer for Transcript<'_> {
    fn hear(&mut self, now: Micros, contact: &Contact, happening: Happening) {
        if let Some(words) = self.words(contact, happening) {
            self.line(now, &words);
        }
    }

    fn staffed(&mut self, now: Micros, group: GroupId, on_duty: u32, past_end: u32) {
        if self.about != About::Staff {
            return;
        }
        let late = if past_end > 0 { format!(", {past_end} past the end") } else { String::new() };
        let words = format!("{}: {on_duty} on duty{late}", self.model.group_name(group));
        self.line(now, &words);
    }

    fn closed(&mut self, now: Micros) {
        if self.about == About::Staff {
            self.line(now, "closed");
        }
    }
}
