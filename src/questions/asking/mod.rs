//! What passes between a door and a question: texts go in, a refusal or an answer comes out, and
//! somebody watches meanwhile.

pub mod answer;
pub mod question;
pub mod reading;
pub mod refusal;
pub mod watch;
