//! Who takes whom and when: delays, reserves, ranks.

use crate::support::centre::{contact_type, group};
use crate::support::story::Story;

#[test]
fn an_idle_agent_answers_at_once_and_the_next_contact_waits_for_him() {
    Story::of(
        [contact_type("sales").at(&[0.0, 10.0]).talk(100.0).wrap_up(20.0)],
        [group("desk", 1).takes("sales")],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         120 finished sales by desk 1 after 120
         120 answered sales by desk 1 after 110
         240 finished sales by desk 1 after 120",
    );
}
