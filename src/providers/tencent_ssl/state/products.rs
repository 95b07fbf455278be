//! The certificates that the vendor sells, by their numbers: the list of `CreateCertificate`.

/// The one that costs nothing.
pub(crate) const FREE: u32 = 83;

/// How closely an authority looks at who asks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Validation {
    /// Whose domain it is.
    Domain,
    /// And which organization that is.
    Organization,
    /// And more closely.
    Extended,
}

impl Validation {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Domain => "DV",
            Self::Organization => "OV",
            Self::Extended => "EV",
        }
    }
}

/// A product.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Product {
    pub(crate) number: u32,
    pub(crate) validation: Validation,
}

impl Product {
    /// The product of that number. Those of SM2 are not among them, because nothing here issues
    /// such certificates.
    pub(crate) fn find(number: u32) -> Option<Self> {
        let validation = match number {
            11 | 12 | 25..=27 | 42 | 48..=50 | FREE | 102..=105 => Validation::Domain,
            3
            | 4
            | 8
            | 16
            | 17
            | 20
            | 24
            | 31
            | 32
            | 46
            | 47
            | 59..=61
            | 77
            | 85
            | 90
            | 94..=96
            | 101 => Validation::Extended,
            5..=7
            | 9
            | 10
            | 13..=15
            | 18
            | 19
            | 21..=23
            | 28..=30
            | 43..=45
            | 57
            | 58
            | 75
            | 76
            | 81
            | 82
            | 88
            | 89
            | 92
            | 93
            | 97..=100 => Validation::Organization,
            _ => return None,
        };
        Some(Self { number, validation })
    }

    /// Whether the number is that of a product for SM2.
    pub(crate) fn is_sm2(number: u32) -> bool {
        matches!(number, 33..=35 | 37..=41 | 51..=56)
    }

    /// The name that it is shown with.
    pub(crate) fn name(self) -> &'static str {
        match (self.number, self.validation) {
            (FREE, _) => "TrustAsia C1 DV Free",
            (25..=32, Validation::Domain) => "WoTrus DV",
            (25..=32, Validation::Organization) => "WoTrus OV",
            (25..=32, Validation::Extended) => "WoTrus EV",
            (_, Validation::Domain) => "TrustAsia DV",
            (_, Validation::Organization) => "SecureSite OV",
            (_, Validation::Extended) => "SecureSite EV",
        }
    }
}
