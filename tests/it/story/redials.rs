//! Calling again after having been lost, and the chain of a customer's attempts.

use switchroom::measures::count::Count;
use switchroom::random::Law;

use crate::support::centre::{TypeTold, contact_type, group};
use crate::support::story::Story;
use crate::support::transcript::About;

/// The only agent talks with somebody else for 1000 s.
fn while_the_agent_is_busy(sales: TypeTold) -> Story {
    Story::of(
        [sales, contact_type("credit").at(&[0.0]).talk(1000.0)],
        [group("desk", 1).takes("sales").takes("credit")],
    )
}

#[test]
fn whoever_abandons_calls_again_after_the_delay_until_answered() {
    let sales = contact_type("sales").at(&[10.0]).patience(60.0).redials_after(300.0);
    while_the_agent_is_busy(sales).about(About::Customers).tells(
        "0 offered credit
         0 answered credit by desk 1 after 0
         0 chain answered credit after 0
         10 offered sales
         70 abandoned sales after 60
         370 offered sales, attempt 2
         430 abandoned sales after 60
         730 offered sales, attempt 3
         790 abandoned sales after 60
         1000 finished credit by desk 1 after 1000
         1000 settled credit
         1090 offered sales, attempt 4
         1090 answered sales by desk 1 after 0
         1090 chain answered sales after 180
         1190 finished sales by desk 1 after 100
         1190 settled sales",
    );
}

#[test]
fn a_customer_answered_at_the_third_attempt_is_all_of_the_customers_and_a_third_of_the_contacts() {
    // Case F-21: the same day on the basis of customers and on that of contacts.
    let sales = contact_type("sales").at(&[10.0]).patience(60.0).redials_after(300.0);
    let day = Story::of(
        [sales, contact_type("credit").at(&[0.0]).talk(700.0)],
        [group("desk", 1).takes("sales").takes("credit")],
    )
    .counted();
    let of = |count: Count| day.of("sales", count);
    assert_eq!([of(Count::Chains), of(Count::ChainsAnswered)], [1, 1]);
    assert_eq!([of(Count::Offered), of(Count::Answered)], [3, 1]);
}

#[test]
fn after_the_last_attempt_the_chain_is_lost() {
    let sales = contact_type("sales").at(&[10.0]).patience(60.0).redials_after(300.0).attempts(2);
    while_the_agent_is_busy(sales.sells(1.0)).about(About::Customers).tells(
        "0 offered credit
         0 answered credit by desk 1 after 0
         0 chain answered credit after 0
         10 offered sales
         70 abandoned sales after 60
         370 offered sales, attempt 2
         430 abandoned sales after 60
         430 gave up sales, no attempt left
         430 chain abandoned sales after 120, would have bought
         430 settled sales
         1000 finished credit by desk 1 after 1000
         1000 settled credit",
    );
}

#[test]
fn a_redial_due_at_closing_is_given_up_and_one_a_microsecond_earlier_is_not() {
    let calls = |delay| {
        let sales = contact_type("sales").at(&[3000.0]).patience(300.0).redials_after(delay);
        Story::of([sales], [])
    };
    calls(300.0).tells(
        "3000 offered sales
         3300 abandoned sales after 300
         3300 gave up sales, due after closing",
    );
    calls(299.999_999).tells(
        "3000 offered sales
         3300 abandoned sales after 300
         3599.999999 offered sales, attempt 2
         3899.999999 abandoned sales after 300
         3899.999999 gave up sales, due after closing",
    );
}

#[test]
fn whoever_is_blocked_or_balks_calls_again_too() {
    let blocked = contact_type("sales").at(&[10.0]).places(0).redials_after(1000.0);
    while_the_agent_is_busy(blocked).tells(
        "0 offered credit
         0 answered credit by desk 1 after 0
         10 offered sales
         10 blocked sales
         1000 finished credit by desk 1 after 1000
         1010 offered sales, attempt 2
         1010 answered sales by desk 1 after 0
         1110 finished sales by desk 1 after 100",
    );
    let balked = contact_type("sales").at(&[10.0]).balks().redials_after(1000.0);
    while_the_agent_is_busy(balked).tells(
        "0 offered credit
         0 answered credit by desk 1 after 0
         10 offered sales
         10 balked sales
         1000 finished credit by desk 1 after 1000
         1010 offered sales, attempt 2
         1010 answered sales by desk 1 after 0
         1110 finished sales by desk 1 after 100",
    );
}

#[test]
fn a_redial_may_be_of_another_type_with_its_talk_and_patience() {
    Story::of(
        [
            contact_type("sales").at(&[10.0]).patience(60.0).redials_after(30.0).redials_as("help"),
            contact_type("help").talk(40.0).patience(2000.0),
            contact_type("credit").at(&[0.0]).talk(1000.0),
        ],
        [group("desk", 1).takes("sales").takes("credit").takes("help")],
    )
    .about(About::Customers)
    .tells(
        "0 offered credit
         0 answered credit by desk 1 after 0
         0 chain answered credit after 0
         10 offered sales
         70 abandoned sales after 60
         100 offered help, attempt 2
         1000 finished credit by desk 1 after 1000
         1000 settled credit
         1000 answered help by desk 1 after 900
         1000 chain answered help after 960
         1040 finished help by desk 1 after 40
         1040 settled help",
    );
}

/// What stands behind "after" in the lines that begin, after their time, with these words.
fn lengths(story: &Story, words: &str) -> Vec<f64> {
    let heard = story.heard();
    let told = heard.lines().filter_map(|line| line.split_once(' '));
    told.filter(|(_, fact)| fact.starts_with(words))
        .map(|(_, fact)| fact.rsplit_once(' ').unwrap().1.parse().unwrap())
        .collect()
}

/// Nobody answers, and patience is anything from 0 to 100 s.
fn unanswered() -> TypeTold {
    contact_type("sales")
        .at(&[0.0])
        .with(|own| own.patience = Some(Law::Uniform { low: 0.0, high: 100.0 }))
        .redials_after(10.0)
        .attempts(3)
}

#[test]
fn patience_is_drawn_anew_unless_it_is_kept() {
    let anew = lengths(&Story::of([unanswered()], []), "abandoned");
    let apart = |pair: &[f64]| (pair[0] - pair[1]).abs() > 1.0;
    assert!(anew.len() == 3 && anew.windows(2).all(apart), "{anew:?}");
    let sales = unanswered().redial(|redial| redial.patience_kept = true);
    let kept = lengths(&Story::of([sales], []), "abandoned");
    assert_eq!(kept, [anew[0]; 3]);
}

#[test]
fn the_type_that_was_lost_says_whether_its_customer_keeps_patience() {
    let help = contact_type("help")
        .with(|own| own.patience = Some(Law::Uniform { low: 0.0, high: 200.0 }));
    let sales = unanswered().redials_as("help").redial(|redial| redial.patience_kept = true);
    let waits = lengths(&Story::of([sales, help], []), "abandoned");
    assert_eq!(waits.len(), 2);
    assert!((waits[1] - 2.0 * waits[0]).abs() < 2e-6, "{waits:?}");
}

#[test]
fn a_redial_keeps_its_work() {
    let talk = Law::Uniform { low: 50.0, high: 150.0 };
    let sales = contact_type("sales")
        .at(&[10.0])
        .with(|own| own.handle_time.law = talk)
        .patience(60.0)
        .redials_after(1000.0);
    let handled = |story: &Story| lengths(story, "finished sales");
    let at_once = handled(&Story::of([sales.clone()], [group("desk", 1).takes("sales")]));
    let later = handled(&while_the_agent_is_busy(sales));
    assert_eq!((at_once.len(), &at_once), (1, &later));
}
