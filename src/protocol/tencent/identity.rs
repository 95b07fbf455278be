//! Authentication: verifies either signature, or accepts the caller without verification.

use axum::http::header::AUTHORIZATION;
use time::{Duration, OffsetDateTime};
use tracing::debug;

use super::errors::Error;
use super::parameters::{Common, missing};
use super::tc3::Authorization;
use super::v1;
use crate::accounts::BUILT_IN;
use crate::redact;
use crate::spec::{Admission, AuthMode, Caller, ErrorCode, Failure, Pair, Request};

/// The largest accepted difference between the timestamp and the current time, in either direction.
const TOLERANCE: Duration = Duration::seconds(300);

/// A well-formed signature.
enum Signature<'a> {
    Tc3(Authorization<'a>),
    V1(&'a [Pair]),
}

impl<'a> Signature<'a> {
    fn read(request: &'a Request, common: &Common<'a>) -> Result<Self, Failure> {
        let pairs = match common {
            Common::Headers(_) => return read_authorization(request).map(Self::Tc3),
            Common::Pairs(pairs) => pairs,
        };
        // Up to 19 digits, which is what SDKs generate.
        if common.require("Nonce")?.parse::<u64>().is_err() {
            return Err(Failure::saying(&Error::InvalidParameter, "Parameter `Nonce` type error."));
        }
        common.require("Signature")?;
        Ok(Self::V1(pairs))
    }
}

fn read_authorization(request: &Request) -> Result<Authorization<'_>, Failure> {
    match request.header(AUTHORIZATION.as_str()) {
        None => Err(missing("Authorization")),
        // The service takes a request without a signature for a few operations, none of which is
        // emulated.
        // Assumption: `Authorization: SKIP` is AuthFailure.UnauthorizedOperation elsewhere. From: the
        // meaning of the code.
        Some("SKIP") => Err(Failure::new(&Error::UnauthorizedOperation)),
        Some(header) => {
            Authorization::read(header).ok_or_else(|| Failure::new(&Error::InvalidAuthorization))
        }
    }
}

/// Returns who signed the request. Checks in the order of the real gateway, so that it refuses with the same
/// error.
pub(super) fn identify(
    request: &Request,
    common: &Common<'_>,
    service: &str,
    admission: &Admission<'_>,
) -> Result<Caller, Failure> {
    let text = common.require("Timestamp")?;
    let signature = Signature::read(request, common)?;
    let secret_id = match &signature {
        Signature::Tc3(authorization) => authorization.secret_id,
        Signature::V1(_) => common.require("SecretId")?,
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if secret_id.is_empty() || !secret_id.bytes().all(plain) {
        return Err(Failure::new(&Error::InvalidSecretId));
    }
    let declared = admission.directory.find_tencent_secret_id(secret_id);
    if declared.is_none() && admission.mode == AuthMode::Strict {
        return Err(Failure::new(&Error::SecretIdNotFound));
    }
    let timestamp = read_timestamp(text)?;
    check_age(timestamp, admission.now, common)?;
    if let Signature::Tc3(authorization) = &signature {
        authorization.check_date(timestamp)?;
    }
    let Some((name, account)) = declared else {
        return Ok(Caller::unverified(account_of(secret_id)));
    };
    let secret_key = &account.secret_key;
    match signature {
        Signature::Tc3(authorization) => {
            authorization.verify(request, text, service, secret_key)?;
        }
        Signature::V1(pairs) => v1::verify(request, pairs, service, secret_key.expose())?,
    }
    let token = common.find("Token").filter(|token| !token.is_empty());
    // Assumption: a session token with a permanent key is AuthFailure.TokenFailure. From: the words of
    // the code.
    let right = match (&account.token, token) {
        (Some(declared), Some(token)) => declared.matches(token),
        (declared, token) => declared.is_none() && token.is_none(),
    };
    if right { Ok(Caller::verified(name)) } else { Err(Failure::new(&Error::TokenFailure)) }
}

/// Returns the caller that the request names, without verification.
pub(super) fn believe(request: &Request, common: &Common<'_>, admission: &Admission<'_>) -> Caller {
    let header = request.header(AUTHORIZATION.as_str());
    let named = match common {
        Common::Headers(_) => header.and_then(Authorization::read).map(|read| read.secret_id),
        Common::Pairs(_) => common.find("SecretId"),
    };
    let account = match named.filter(|name| !name.is_empty()) {
        None => BUILT_IN.to_owned(),
        Some(id) => match admission.directory.find_tencent_secret_id(id) {
            Some((name, _)) => name.to_owned(),
            None => account_of(id),
        },
    };
    Caller::unverified(account)
}

/// The service that a signature names, where it names one.
pub(super) fn signed_service(request: &Request) -> Option<&str> {
    Authorization::read(request.header(AUTHORIZATION.as_str())?).map(|read| read.service)
}

fn account_of(secret_id: &str) -> String {
    format!("tencent:{}", redact::name(secret_id))
}

fn read_timestamp(text: &str) -> Result<OffsetDateTime, Failure> {
    let seconds = text.parse::<i64>().ok();
    let moment = seconds.and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok());
    moment.ok_or_else(|| {
        Failure::saying(&Error::InvalidParameter, "Parameter `Timestamp` type error.")
    })
}

fn check_age(
    timestamp: OffsetDateTime,
    now: OffsetDateTime,
    common: &Common<'_>,
) -> Result<(), Failure> {
    if (now - timestamp).abs() <= TOLERANCE {
        return Ok(());
    }
    debug!(%timestamp, %now, "a request is signed more than five minutes off");
    if common.wants_chinese() {
        return Err(Failure::new(&Error::SignatureExpire));
    }
    let words = Error::SignatureExpire.en().trim_end_matches('.');
    let words = format!("{words} {}.", now.unix_timestamp());
    Err(Failure::saying(&Error::SignatureExpire, words))
}
