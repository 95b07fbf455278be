//! Letters that confirm an order or a revocation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `UploadConfirmLetter`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UploadConfirmLetter {
    pub(crate) certificate_id: String,
    /// The file, in base64.
    pub(crate) confirm_letter: String,
}

/// `UploadRevokeLetter`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UploadRevokeLetter {
    pub(crate) certificate_id: String,
    /// The file, in base64.
    pub(crate) revoke_letter: String,
}

/// The reply of both.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct LetterReply {
    pub(crate) certificate_id: String,
    pub(crate) is_success: bool,
}
