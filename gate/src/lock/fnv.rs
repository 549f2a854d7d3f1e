//! The hash of format 1, with which the digests of its sections were made.

/// FNV-1a of 128 bits (RFC 9923), over texts that each end with a byte that UTF-8 never has.
pub(super) struct Fnv(u128);

impl Fnv {
    pub(super) const fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    pub(super) fn write(&mut self, text: &str) {
        for byte in text.bytes() {
            self.add(byte);
        }
        self.add(0xff);
    }

    fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }

    /// As 32 hexadecimal digits.
    pub(super) fn hex(&self) -> String {
        format!("{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Fnv;

    #[test]
    fn the_hash_is_the_published_one() {
        // RFC 9923 gives the hash of the empty string and of "a".
        let mut hash = Fnv::new();
        assert_eq!(hash.0, 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        hash.add(b'a');
        assert_eq!(hash.0, 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
