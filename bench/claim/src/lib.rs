//! What both programs share: the compiled documents, and chance that is the same on every run.

scopemark::include_tables!();

/// The names of `names60` for phf.
pub mod places60 {
    include!(concat!(env!("OUT_DIR"), "/places60.rs"));
}

/// The names of `names800` for phf.
pub mod places800 {
    include!(concat!(env!("OUT_DIR"), "/places800.rs"));
}

/// How many different claims are judged by turns, so that the processor does not learn one by heart.
pub const CLAIMS: usize = 64;

/// Numbers that look random: a linear congruential generator (Knuth's MMIX).
pub struct Chance(pub u64);

impl Chance {
    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }

    /// So many different ones of these, in any order.
    pub fn pick<'n>(&mut self, from: &[&'n str], count: usize) -> Vec<&'n str> {
        let mut rest = from.to_vec();
        (0..count).map(|_| rest.swap_remove(self.below(rest.len()))).collect()
    }
}
