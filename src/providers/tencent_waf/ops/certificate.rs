//! The certificate that a request gives a domain.

use time::OffsetDateTime;

use super::super::super::tencent::{self, Contents, WrongPair};
use super::super::super::tencent_ssl::find_hosted;
use super::super::errors::Error;
use super::super::state::domain::{Bound, Domain};
use super::super::types::requests::ModifySpartaProtection;
use crate::spec::Refusal;
use crate::store::Others;
use crate::x509::Flaw;

/// What a request says about the certificate, with its texts parsed.
pub(crate) struct Given {
    /// The vendor's number for its source, if given.
    cert_type: Option<i64>,
    /// Nothing unless both texts are given and `cert_type` does not name another source.
    texts: Option<Result<Contents, Refusal<Error>>>,
    has_text: bool,
    ssl_id: Option<String>,
}

impl Given {
    /// Takes the members about the certificate out of a request.
    pub(super) fn take(request: &mut ModifySpartaProtection) -> Self {
        let given = |text: &mut Option<String>| text.take().filter(|text| !text.is_empty());
        let (certificate, key) = (given(&mut request.cert), given(&mut request.private_key));
        let cert_type = request.cert_type;
        let has_text = certificate.is_some() || key.is_some();
        let texts = certificate.zip(key).filter(|_| matches!(cert_type, None | Some(1)));
        let texts = texts.map(|(certificate, key)| read_pair(&certificate, &key));
        Self { cert_type, texts, has_text, ssl_id: given(&mut request.ssl_id) }
    }

    /// Whether the request can change the domain's certificate.
    pub(super) fn is_said(&self) -> bool {
        self.cert_type.is_some() || self.has_text || self.ssl_id.is_some()
    }

    /// The certificate of the domain after the request.
    ///
    /// Assumption: whatever is wrong with it is `CertificationParameterErr`; what does not go with where it
    /// comes from is not looked at; where that is not said, it is as before. From: the error's words; a
    /// client that sends the type and the id alone.
    pub(super) fn apply(
        self,
        domain: &Domain,
        others: Others<'_>,
        now: OffsetDateTime,
    ) -> Result<Option<Bound>, Refusal<Error>> {
        let cert_type = match self.cert_type {
            None => domain.certificate_type(),
            Some(number) => u64::try_from(number).map_err(|_| Error::CertificationParameterErr)?,
        };
        let is_kept = self.cert_type.is_none();
        match cert_type {
            0 => Ok(None),
            1 => match self.texts {
                Some(texts) => {
                    let contents = texts?;
                    check(&contents, &domain.domain, now)?;
                    Ok(Some(Bound::Own(contents)))
                }
                None if is_kept && !self.has_text => Ok(domain.certificate.clone()),
                None => Err(Error::CertificationParameterErr.into()),
            },
            2 => match self.ssl_id {
                Some(id) => {
                    let hosted = find_hosted(others, &id, now);
                    let contents = hosted.and_then(|hosted| hosted.for_a_server());
                    let contents = contents.ok_or(Error::CertificationParameterErr)?;
                    check(contents, &domain.domain, now)?;
                    Ok(Some(Bound::SslId(id)))
                }
                None if is_kept => Ok(domain.certificate.clone()),
                None => Err(Error::CertificationParameterErr.into()),
            },
            _ => Err(Error::CertificationParameterErr.into()),
        }
    }
}

fn because(flaw: Flaw) -> Refusal<Error> {
    Refusal::because(Error::CertificationParameterErr, flaw)
}

/// Refuses a certificate that has expired or does not cover the domain.
fn check(contents: &Contents, domain: &str, now: OffsetDateTime) -> Result<(), Refusal<Error>> {
    if contents.facts.not_after < now {
        return Err(Error::CertificationParameterErr.into());
    }
    contents.covers(domain).map_err(because)
}

fn read_pair(certificate: &str, private_key: &str) -> Result<Contents, Refusal<Error>> {
    tencent::read_pair(certificate, private_key).map_err(|wrong| match wrong {
        WrongPair::Chain(flaw)
        | WrongPair::Key(flaw)
        | WrongPair::Match(flaw)
        | WrongPair::Links(flaw) => because(flaw),
    })
}
