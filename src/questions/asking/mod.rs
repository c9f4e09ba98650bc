//! What passes between a door and a question: texts go in, a refusal or an answer comes out, and
//! somebody watches meanwhile.

mod answer;
mod question;
mod refusal;
mod watch;

pub use crate::scenario::{Disk, Texts};
pub use answer::{Answer, Ended};
pub use question::{Asked, Question, ask};
pub use refusal::Refusal;
pub(crate) use refusal::lose_more;
pub use watch::{Narrowed, PointReplications, Spent, Watch, Work};
