//! The certificates that the vendor sells, by their numbers: the list of `CreateCertificate`.

/// The free product.
pub(crate) const FREE: u32 = 83;

/// The products that packages pay for, with domain validation.
const BY_DOMAIN: [u32; 9] = [
    1_013_949, 1_013_951, 1_013_953, 1_005_919, 1_018_584, 1_018_586, 1_004_157, 1_004_159,
    1_004_161,
];

/// The same with organization validation.
const BY_ORGANIZATION: [u32; 23] = [
    1_022_447, 1_022_449, 1_013_955, 1_013_957, 1_013_959, 1_013_874, 1_013_876, 1_013_878,
    1_018_580, 1_018_582, 1_013_884, 1_004_360, 1_013_890, 1_013_892, 1_013_894, 1_013_896,
    1_013_900, 1_013_902, 1_013_906, 1_013_908, 1_004_164, 1_004_166, 1_004_168,
];

/// The same with extended validation.
const EXTENDED: [u32; 15] = [
    1_022_451, 1_013_961, 1_013_963, 1_013_880, 1_013_882, 1_018_557, 1_018_559, 1_013_886,
    1_018_529, 1_013_888, 1_013_898, 1_013_904, 1_013_910, 1_004_454, 1_004_456,
];

/// The SM2 products in that list.
const SM2: [u32; 14] = [
    1_014_020, 1_014_022, 1_014_024, 1_004_358, 1_004_362, 1_004_364, 1_014_026, 1_014_028,
    1_014_030, 1_004_366, 1_004_368, 1_004_370, 1_004_458, 1_004_460,
];

/// The level of validation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Validation {
    /// Only the domain.
    Domain,
    /// Also the organization.
    Organization,
    /// The organization, more thoroughly.
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
    /// The product with this number, in either list. SM2 products are excluded, because certmock does not
    /// issue such certificates.
    pub(crate) fn find(number: u32) -> Option<Self> {
        Self::for_sale(number).or_else(|| Self::by_package(number))
    }

    /// The product of that number in the list of `CreateCertificate`.
    pub(crate) fn for_sale(number: u32) -> Option<Self> {
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

    /// The product with this number in the list of `CreateCertificateByPackage`, which has other numbers.
    pub(crate) fn by_package(number: u32) -> Option<Self> {
        let lists = [
            (Validation::Domain, BY_DOMAIN.as_slice()),
            (Validation::Organization, &BY_ORGANIZATION),
            (Validation::Extended, &EXTENDED),
        ];
        let (validation, _) = lists.into_iter().find(|(_, list)| list.contains(&number))?;
        Some(Self { number, validation })
    }

    /// Whether the number is that of a product for SM2, in either list.
    pub(crate) fn is_sm2(number: u32) -> bool {
        matches!(number, 33..=35 | 37..=41 | 51..=56) || SM2.contains(&number)
    }

    /// Whether it is of the brand whose letters have other formats.
    pub(crate) fn is_wotrus(self) -> bool {
        matches!(self.number, 25..=32)
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
