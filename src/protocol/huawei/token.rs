//! IAM tokens: what `POST /v3/auth/tokens` hands out and `X-Auth-Token` brings back.
//!
//! A token says itself whose it is and how long it lasts, and the server's seed vouches for it, so
//! that no token is kept. <https://support.huaweicloud.com/api-iam/iam_30_0001.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::Duration;

use super::identity::Identity;
use super::{Error, incorrect};
use crate::ids::Seed;
use crate::secret::{Secret, constant_time_eq};
use crate::spec::{Admission, Failure};
use crate::store::{Grant, Login, Tenant};

/// How the service's tokens begin: they are DER in base64.
const BEGINNING: &str = "MII";

/// How long a token lasts.
pub(super) const LIFETIME: Duration = Duration::hours(24);

/// Reads the token that a request brings, or refuses it.
pub(super) fn admit(text: &str, admission: &Admission<'_>) -> Result<Identity, Failure> {
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

/// The token of that text, expired or not: one that somebody declared, or one that was handed out.
pub(super) fn find(text: &str, admission: &Admission<'_>) -> Option<Login> {
    if let Some((name, account)) = admission.directory.find_huawei_token(text) {
        let grant = Grant {
            account: Some(name.to_owned()),
            methods: vec!["password".to_owned()],
            tenant: Tenant::declared(account),
            // A declared token opens what its account does.
            project: None,
            assumed_by: None,
            issued: admission.now,
            expires: admission.now + LIFETIME,
        };
        return Some(Login { token: Secret::new(text), grant });
    }
    let grant = read(text, admission.seed)?;
    // Nobody may be declared any more who was when it was handed out.
    let is_declared = |name: &String| admission.directory.find(name).is_some();
    if !grant.account.as_ref().is_none_or(is_declared) {
        return None;
    }
    Some(Login { token: Secret::new(text), grant })
}

/// The token that is good for that.
pub(super) fn write(grant: Grant, seed: &Seed) -> Login {
    // As JSON, in which no name can pass for two: accounts and projects may be called anything.
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
