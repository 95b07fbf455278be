//! Which certificates can be used, and their names.

use time::OffsetDateTime;

use super::super::super::tencent::Contents;
use super::super::super::tencent_ssl::find_hosted;
use super::super::errors::{Error, no_certificate};
use super::Account;
use super::certificate::CertificateType;
use super::domain::DEFAULT;
use super::listener::{AuthType, Listener};
use super::tasks::Moment;
use crate::spec::Refusal;
use crate::store::Others;

impl Account {
    /// The contents of the certificate with this id, here or at SSL, which must have this type; nothing for a
    /// configuration of basic authentication.
    pub(crate) fn certificate<'a>(
        &'a self,
        others: Others<'a>,
        id: &str,
        kind: CertificateType,
        now: OffsetDateTime,
    ) -> Result<Option<&'a Contents>, Unfit> {
        if let Some(certificate) = self.certificates.find(id) {
            let fits = certificate.kind == kind;
            return if fits { Ok(certificate.content.x509()) } else { Err(Unfit::WrongType) };
        }
        let hosted = find_hosted(others, id, now).ok_or(Unfit::Missing)?;
        let fits = match kind {
            CertificateType::BasicAuth => false,
            CertificateType::ClientCa | CertificateType::RealServerCa => hosted.is_ca,
            CertificateType::Server | CertificateType::Proxy => !hosted.is_ca,
        };
        match hosted.contents {
            Some(contents) if fits => Ok(Some(contents)),
            Some(_) => Err(Unfit::WrongType),
            None => Err(Unfit::Unavailable),
        }
    }

    /// Refuses client certificates at a listener that does not authenticate clients, and those that are not
    /// certificates of authorities.
    ///
    /// Assumption: a client certificate for a listener of one-way authentication is `InvalidParameterValue`.
    /// From: the description of the parameter, which wants it for mutual authentication alone.
    pub(crate) fn check_clients(
        &self,
        others: Others<'_>,
        listener: &Listener,
        ids: Option<&[String]>,
        at: Moment<'_>,
    ) -> Result<(), Refusal<Error>> {
        let unfit = Error::InvalidParameterValue;
        for id in ids.unwrap_or_default() {
            if listener.auth_type == AuthType::OneWay {
                return Err(unfit.into());
            }
            self.certificate(others, id, CertificateType::ClientCa, at.now)
                .map_err(|why| why.refuse(unfit, unfit))?;
        }
        Ok(())
    }

    /// The name of a certificate, which may be here or at SSL.
    pub(crate) fn alias(&self, others: Others<'_>, id: &str, now: OffsetDateTime) -> String {
        if id == DEFAULT {
            return "默认证书".to_owned();
        }
        match self.certificates.find(id) {
            Some(certificate) => certificate.alias.to_string(),
            None => {
                find_hosted(others, id, now).map(|hosted| hosted.alias).unwrap_or_default().into()
            }
        }
    }
}

/// Why a certificate cannot be used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Unfit {
    Missing,
    /// It is not issued, or not any more.
    Unavailable,
    WrongType,
}

impl Unfit {
    /// The error. `unavailable` and `wrong_type` are the action's errors for these cases.
    pub(crate) fn refuse(self, unavailable: Error, wrong_type: Error) -> Refusal<Error> {
        match self {
            Self::Missing => no_certificate(),
            Self::Unavailable => unavailable.into(),
            Self::WrongType => wrong_type.into(),
        }
    }
}
