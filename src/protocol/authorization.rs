//! The header of signatures that name what they signed: an algorithm, and behind it fields as
//! `Credential=…, SignedHeaders=…, Signature=…`. Two vendors took it from a third.

/// The fields of such a header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a>(&'a str);

impl<'a> Fields<'a> {
    /// The fields behind that algorithm.
    pub(super) fn of(header: &'a str, algorithm: &str) -> Option<Self> {
        header.strip_prefix(algorithm)?.strip_prefix(' ').map(Self)
    }

    pub(super) fn find(self, name: &str) -> Option<&'a str> {
        let mut fields = self.0.split(',');
        fields.find_map(|field| field.trim().strip_prefix(name)?.strip_prefix('='))
    }

    /// The signature, where it is an HMAC-SHA256 in hexadecimal digits.
    pub(super) fn signature(self) -> Option<&'a str> {
        let hex =
            |text: &&str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.find("Signature").filter(hex)
    }
}
