//! Managers, who represent a company in orders with organization or extended validation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent::Tag;

/// A manager. No request creates managers (in the real service, the console does): they come from a given
/// state.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manager {
    /// Its number.
    pub(crate) id: i64,
    /// The company's number.
    #[serde(default)]
    pub(crate) company_id: i64,
    /// The person.
    #[serde(default)]
    pub(crate) person: Person,
    /// The department.
    #[serde(default)]
    pub(crate) department: String,
    /// The contact person for the authority.
    #[serde(default)]
    pub(crate) contact: Person,
    /// The status of the review.
    #[serde(default)]
    pub(crate) status: ManagerStatus,
    /// When it was created.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// When it was last submitted for review.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) submitted: Option<OffsetDateTime>,
    /// When the review was passed.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) verified: Option<OffsetDateTime>,
    /// When the passed review expires.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) expires: Option<OffsetDateTime>,
    /// The reviews for each kind of certificate.
    #[serde(default)]
    pub(crate) reviews: Vec<Review>,
    /// Its tags.
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
}

/// A person.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Person {
    /// The first name.
    pub(crate) first_name: String,
    /// The last name.
    pub(crate) last_name: String,
    /// The person's position in the company.
    pub(crate) position: String,
    /// The telephone number.
    pub(crate) phone: String,
    /// The mail address.
    pub(crate) mail: String,
    /// The kind of paper that identifies them: `SFZ`, an identity card, or `HZ`, a passport.
    pub(crate) id_type: String,
    /// The number of that paper.
    pub(crate) id_number: String,
}

/// The status of a manager's review, in the vendor's words.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ManagerStatus {
    /// It is with the vendor.
    Audit,
    /// It is with the authority.
    #[serde(rename = "CAaudit")]
    CaAudit,
    Expired,
    Expiring,
    Invalid,
    #[default]
    None,
    Ok,
}

/// The review for one kind of certificate.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Review {
    /// `ov` or `ev`.
    #[serde(rename = "type")]
    pub(crate) kind: ReviewKind,
    /// As `completed`.
    #[serde(default)]
    pub(crate) status: ReviewStatus,
    /// When it began.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// When it expires.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) expires: OffsetDateTime,
    /// The domains that were reviewed with it.
    #[serde(default)]
    pub(crate) domains: Vec<ReviewedDomain>,
}

/// The kind of certificate that a review is for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ReviewKind {
    Ev,
    Ov,
}

/// The status of such a review, in the vendor's words.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ReviewStatus {
    Completed,
    Expired,
    Expiring,
    Invalid,
    #[default]
    Pending,
    Submitted,
}

/// A domain that was reviewed with a manager.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviewedDomain {
    /// The domain.
    pub(crate) domain: String,
    /// When it was reviewed.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// Until when that is good.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) expires: OffsetDateTime,
}
