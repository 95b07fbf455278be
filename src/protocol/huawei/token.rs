//! IAM tokens, which `POST /v3/auth/tokens` issues and `X-Auth-Token` presents.
//!
//! No token is stored: a token contains its grant, authenticated by a code that is derived from the server's
//! seed. <https://support.huaweicloud.com/api-iam/iam_30_0001.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::Duration;

use super::identity::Identity;
use super::{Error, incorrect};
use crate::ids::Seed;
use crate::secret::{Secret, constant_time_eq};
use crate::spec::{Admission, Failure};
use crate::store::{Grant, Login, Tenant};

/// The beginning of the service's tokens, which are DER in Base64.
const BEGINNING: &str = "MII";

/// How long a token is valid.
pub(super) const LIFETIME: Duration = Duration::hours(24);

/// Returns the sender that a token identifies, or refuses the request.
pub(super) fn admit(text: &str, admission: &Admission<'_>) -> Result<Identity, Failure> {
    if let Some((name, _)) = admission.directory.find_huawei_token(text) {
        return Ok(Identity::declared(name));
    }
    let Login { grant, .. } =
        find(text, admission).ok_or_else(|| incorrect("decrypt token fail"))?;
    if grant.expires < admission.now {
        return Err(Failure::new(&Error::TokenExpired));
    }
    Ok(Identity {
        account: grant.account,
        project: grant.project.map(|(id, _)| id),
        tenant: Some(grant.tenant),
    })
}

/// The token with this text, expired or not, if it was declared or issued.
pub(super) fn find(text: &str, admission: &Admission<'_>) -> Option<Login> {
    if let Some((name, account)) = admission.directory.find_huawei_token(text) {
        let grant = Grant {
            account: Some(name.to_owned()),
            methods: vec!["password".to_owned()],
            tenant: Tenant::declared(account),
            // A declared token grants access to everything in its account.
            project: None,
            assumed_by: None,
            issued: admission.now,
            expires: admission.now + LIFETIME,
        };
        return Some(Login { token: Secret::new(text), grant });
    }
    let grant = read(text, admission.seed)?;
    // The account may have been declared when the token was issued, but not any more.
    let is_declared = |name: &String| admission.directory.find(name).is_some();
    if !grant.account.as_ref().is_none_or(is_declared) {
        return None;
    }
    Some(Login { token: Secret::new(text), grant })
}

/// Issues a token for this grant.
pub(super) fn write(grant: Grant, seed: &Seed) -> Login {
    // Encoded as JSON, so that the fields cannot be confused: names of accounts and projects may contain any
    // character.
    let claims = serde_json::to_string(&grant).expect("a grant is plain data");
    let code = seed.vouch(&claims);
    let text = format!("{BEGINNING}{}", STANDARD.encode(format!("{code}|{claims}")));
    Login { token: Secret::new(text), grant }
}

fn read(text: &str, seed: &Seed) -> Option<Grant> {
    let decoded = STANDARD.decode(text.strip_prefix(BEGINNING)?).ok()?;
    let decoded = String::from_utf8(decoded).ok()?;
    let (code, claims) = decoded.split_once('|')?;
    let is_own = constant_time_eq(code.as_bytes(), seed.vouch(claims).as_bytes());
    is_own.then(|| serde_json::from_str(claims).ok())?
}
