//! What customers who persist cost: the night for each of them, and hearing what they experience
//! for each contact.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchroom::base::{Micros, TypeId};
use switchroom::customers::{Bands, Base, Buyers, ByBand, Experiences, Night, Terms, TypeTerms};
use switchroom::economics::retention::{Cause, Hazards, Retention};
use switchroom::floor::contact::{Contact, Origin, Who};
use switchroom::floor::happening::{Happening, Observer};
use switchroom::random::{Address, Key, Owner};

/// As many as a centre has contacts in two weeks.
const CUSTOMERS: u32 = 40_000;
/// Contacts of a day.
const CONTACTS: u32 = 4000;
const NIGHT: Night = Night { day: 1, calendar_days: 31 };

fn terms() -> Terms {
    let mut given = Hazards::default();
    given[Cause::Abandoned as usize] = 0.015;
    given[Cause::Waited as usize] = 0.001;
    Terms {
        at_start: CUSTOMERS,
        retention: Retention::new(12.0, 0.995, &given),
        // -ln(0.995).
        hazard_per_month: 0.005_012_541_823_544_286,
        memory_months: 4.0,
        bands: Bands::NONE,
        needs: None,
        margin_per_month: ByBand { angry: 9.0, neutral: 9.0, delighted: 9.0 },
        types: vec![TypeTerms {
            within: Micros::from_seconds(20.0),
            recovers_share: 0.0,
            wait_is_felt: true,
            sale_adds_margin: 0,
            offer_adds_margin: 0,
        }],
    }
}

fn contact(number: u32) -> Contact {
    let address = Address::new(Owner(1), 0, number);
    Contact {
        address,
        chain: address,
        patience: address,
        contact_type: TypeId(0),
        first_type: TypeId(0),
        handed_over_from: TypeId(0),
        interval: 0,
        first_interval: 0,
        customer: 0,
        attempt: 1,
        origin: Origin::Fresh,
        offered_at: Micros::ZERO,
        waited_before: Micros::ZERO,
        talk_seconds: 0.0,
    }
}

/// Everybody's contacts are abandoned.
fn a_day(day: &mut Experiences<'_>, contacts: u32) {
    for number in 1..=contacts {
        let contact = contact(number);
        day.belongs(&contact, Who::Customer(1 + number * 7919 % CUSTOMERS));
        let waited = Micros(1_000_000 * u64::from(number % 100));
        day.hear(waited, &contact, Happening::Abandoned { waited });
        day.hear(waited, &contact, Happening::Settled);
    }
}

fn nights(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a night of 40,000 customers");
    group.throughput(Throughput::Elements(u64::from(CUSTOMERS)));
    let terms = terms();
    let start = Base::new(CUSTOMERS, Key::new(1, 1));
    for contacts in [0, CONTACTS] {
        group.bench_function(BenchmarkId::new("contacts", contacts), |bencher| {
            let (mut base, mut buyers) = (start.clone(), Buyers::default());
            let mut day = Experiences::new(&terms);
            bencher.iter(|| {
                base.clone_from(&start);
                a_day(&mut day, contacts);
                base.night(NIGHT, &mut day, &mut buyers)
            });
        });
    }
    group.finish();
}

/// The state after the lead-in, for a variant.
fn copies(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a copy of 40,000 customers");
    group.throughput(Throughput::Elements(u64::from(CUSTOMERS)));
    let start = Base::new(CUSTOMERS, Key::new(1, 1));
    group.bench_function("copy", |bencher| {
        let mut base = start.clone();
        bencher.iter(|| base.clone_from(&start));
    });
    group.finish();
}

criterion_group!(benches, nights, copies);
criterion_main!(benches);
