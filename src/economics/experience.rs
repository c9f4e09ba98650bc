//! Which fact is which experience of a customer.

use super::retention::{Cause, Retention};
use crate::base::Micros;
use crate::floor::contact::Contact;
use crate::floor::happening::Happening;

/// What moves a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Experience {
    /// Having waited so long, however it ended.
    Wait(Micros),
    /// Anything but waiting.
    Once(Cause),
}

impl Experience {
    /// What it is a cause of.
    pub(crate) fn cause(self) -> Cause {
        match self {
            Self::Wait(_) => Cause::Waited,
            Self::Once(cause) => cause,
        }
    }

    /// Whether it is felt by whoever waits himself.
    pub(crate) fn is_of_waiting(self) -> bool {
        matches!(self.cause(), Cause::Waited | Cause::AnsweredLate | Cause::Disconnected)
    }

    /// What it adds to the customer's hazard.
    pub(crate) fn hazard(self, retention: &Retention) -> f64 {
        match self {
            Self::Wait(waited) => retention.hazard_of_wait(waited),
            Self::Once(cause) => retention.hazard(cause),
        }
    }
}

/// Tells, in one order, which experiences of its customer a fact of a contact is; `within` is the
/// acceptable wait of the contact's own type.
#[inline]
pub(crate) fn experiences(
    contact: &Contact,
    happening: Happening,
    within: Micros,
    mut felt: impl FnMut(Experience),
) {
    let cause = match happening {
        Happening::Answered { waited, .. } if waited > Micros::ZERO => {
            felt(Experience::Wait(waited));
            (waited > within).then_some(Cause::AnsweredLate)
        }
        Happening::Abandoned { waited } => {
            felt(Experience::Wait(waited));
            Some(Cause::Abandoned)
        }
        Happening::Disconnected { waited } | Happening::LeftWaiting { waited } => {
            felt(Experience::Wait(waited));
            Some(Cause::Disconnected)
        }
        Happening::Blocked => Some(Cause::Blocked),
        Happening::Balked => Some(Cause::Balked),
        Happening::Resolution { resolved: false } => Some(Cause::Unresolved),
        // Not of a repeat or a complaint, nor of a redial of one.
        Happening::Resolution { resolved: true } if !contact.chain.is_spawned() => {
            Some(Cause::ResolvedAtOnce)
        }
        Happening::Overpromised => Some(Cause::BrokenPromise),
        Happening::OfferMade { need: false, .. } => Some(Cause::UnwantedOffer),
        Happening::OfferAnswered { need: true, accepted: true, .. } => Some(Cause::NeedMet),
        Happening::NeedUnmet => Some(Cause::NeedUnmet),
        Happening::HandedOver { .. } => Some(Cause::Transferred),
        // Whatever else happens moves nobody.
        _ => None,
    };
    if let Some(cause) = cause {
        felt(Experience::Once(cause));
    }
}
