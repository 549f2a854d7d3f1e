//! Tests that an ask can be a constant, through newtypes such as the macro generates.

mod common;

use common::o365::TABLE;

/// The parts of a generated module that request and check.
mod o365 {
    use scopemark_core::ask as engine;

    static TABLE: engine::Table<'static> = super::TABLE;
    const W: usize = 1;
    const _: () = assert!(super::TABLE.words() <= W);

    #[derive(Debug, Clone, Copy)]
    pub(crate) enum Feature {
        Calendar,
        Status = 2,
        Chat,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Condition {
        PersonalAccount = 1,
    }

    #[derive(Debug, Clone, Copy)]
    pub(crate) struct AskBuilder(engine::Builder<'static, W>);

    pub(crate) const fn ask() -> AskBuilder {
        AskBuilder(engine::Builder::new(&TABLE))
    }

    impl AskBuilder {
        pub(crate) const fn feature(self, feature: Feature) -> Self {
            Self(self.0.feature(feature as usize))
        }

        pub(crate) const fn update(self, feature: Feature) -> Self {
            Self(self.0.update(feature as usize))
        }

        pub(crate) const fn when(self, condition: Condition) -> Self {
            Self(self.0.when(condition as usize))
        }

        pub(crate) const fn build(self) -> Result<Ask, Unsupported> {
            match self.0.build() {
                Ok(ask) => Ok(Ask(ask)),
                Err(error) => Err(Unsupported(error)),
            }
        }
    }

    #[derive(Debug, Clone, Copy)]
    pub(crate) struct Ask(pub(crate) engine::Ask<'static, W>);

    #[derive(Debug, Clone, Copy)]
    pub(crate) struct Unsupported(pub(crate) engine::Unsupported<'static>);

    impl Ask {
        pub(crate) const fn asks(&self, name: usize) -> bool {
            self.0.names().contains(name)
        }
    }
}

use o365::{Condition, Feature};

const ASK: o365::Ask = match o365::ask().feature(Feature::Chat).update(Feature::Calendar).build() {
    Ok(ask) => ask,
    Err(_) => panic!("unsupported"),
};

const ASKED: bool = ASK.asks(0);

const REFUSED: Option<usize> = match o365::ask().feature(Feature::Status).when(Condition::PersonalAccount).build() {
    Ok(_) => None,
    Err(error) => error.0.condition(),
};

#[test]
fn an_ask_over_constant_features_is_a_constant() {
    assert_eq!(
        ASK.0.scope_param(0).to_string(),
        "Calendars.Read Calendars.ReadWrite Chat.Read User.Read offline_access"
    );
    const { assert!(ASKED) };
    assert_eq!(REFUSED, Some(Condition::PersonalAccount as usize));
}
