//! A match has to expect the names of tomorrow's document, also where it has all of today's.

use scopemark_integrations::o365::{Condition, Feature};

pub const fn feature(it: Feature) -> u8 {
    match it {
        Feature::Calendar => 0,
        Feature::Email => 1,
        Feature::Status => 2,
        Feature::Chat => 3,
        Feature::ToDo => 4,
        Feature::GroupCalendar => 5,
        Feature::AutoReply => 6,
    }
}

pub const fn condition(it: Condition) -> u8 {
    match it {
        Condition::BasicCalendar => 0,
        Condition::PersonalAccount => 1,
        Condition::SharedMailbox => 2,
    }
}

fn main() {}
