//! Checks the certificates that a request gives hosts.

use std::collections::HashSet;

use time::OffsetDateTime;

use super::super::super::tencent::{Contents, HostNames, draw_id, read_word};
use super::super::super::tencent_ssl::{Hosted, find_hosted};
use super::super::errors::Error;
use super::super::state::host::{Bound, Host, Https, Mutual, Seen, Verify};
use super::super::state::words::{Mode, Verification, ZoneType};
use super::super::state::zone::Zone;
use super::super::types::requests::{
    GivenCertificate, GivenMutual, GivenUpstream, GivenVerify, ModifyHostsCertificate,
};
use crate::ids::Ids;
use crate::spec::Refusal;
use crate::store::Others;

/// The smallest keys, in bits.
const SMALLEST_RSA: usize = 2048;
const SMALLEST_ECC: usize = 225;

/// The most authorities for client certificates, and the most certificates for an origin or authorities of
/// origins.
const MOST_CLIENT: usize = 20;
const MOST_UPSTREAM: usize = 1;

/// The certificates that a request gives hosts.
pub(crate) struct Given {
    server: Server,
    client: Option<Mutual>,
    upstream: Option<Mutual>,
    verify: Option<Verify>,
    /// Those of them that SSL has, to be parsed.
    pub(super) contents: Vec<Contents>,
}

/// The server certificates of hosts.
enum Server {
    /// The present ones.
    Kept,
    /// None.
    Off,
    /// Certificates of SSL, by id, one for each algorithm.
    Ssl(Vec<String>),
    /// One that the service applies for.
    Free,
    /// The free certificate that was applied for manually.
    FreeManual,
}

/// What is needed to check certificates.
#[derive(Clone, Copy)]
pub(super) struct Bench<'a> {
    pub(super) others: Others<'a>,
    pub(super) now: OffsetDateTime,
}

/// The errors for certificates other than the server's.
struct Rules {
    none: Error,
    most: usize,
    too_many: Error,
    /// Whether they must be authorities' certificates.
    are_ca: bool,
    wrong_kind: Error,
    not_issued: Error,
    expired: Error,
}

const CLIENT: Rules = Rules {
    none: Error::CertificateVerifyClientNeedCert,
    most: MOST_CLIENT,
    too_many: Error::ClientCertInfoQuotaLimit,
    are_ca: true,
    wrong_kind: Error::CertificateVerifyClientMustCa,
    not_issued: Error::EdgeClientCertCheckError,
    expired: Error::EdgeClientCertificateHasExpired,
};

const UPSTREAM: Rules = Rules {
    none: Error::CertificateVerifyUpstreamClientNeedCert,
    most: MOST_UPSTREAM,
    too_many: Error::UpstreamClientCertInfoQuotaLimit,
    are_ca: false,
    wrong_kind: Error::CertificateVerifyUpstreamClientMustSvr,
    not_issued: Error::UpstreamClientCertCheckError,
    expired: Error::UpstreamClientCertificateHasExpired,
};

const VERIFY: Rules = Rules {
    none: Error::CertificateVerifyUpstreamVerifyCustomCaNeedCert,
    most: MOST_UPSTREAM,
    too_many: Error::UpstreamVerifyCustomCaCertInfoQuotaLimit,
    are_ca: true,
    wrong_kind: Error::CertificateVerifyUpstreamVerifyCustomCaMustCa,
    not_issued: Error::UpstreamVerifyCertCheckError,
    expired: Error::UpstreamVerifyCustomCaCertificateHasExpired,
};

impl Bench<'_> {
    /// Reads and checks the certificates that a request gives hosts of a zone.
    pub(super) fn read(
        self,
        zone: &Zone,
        hosts: &[Seen<'_>],
        request: ModifyHostsCertificate,
    ) -> Result<Given, Refusal<Error>> {
        let mode = request.mode.filter(|word| !word.is_empty());
        let mode = mode.map(|word| read_word(&word).ok_or(Error::InvalidParameter)).transpose()?;
        let (server, contents) = self.server(mode, &request.server_cert_info, zone, hosts)?;
        let client = request.client_cert_info.map(|given| self.client(&given)).transpose()?;
        let GivenUpstream { upstream_mutual_tls, upstream_certificate_verify } =
            request.upstream_cert_info.unwrap_or(GivenUpstream {
                upstream_mutual_tls: None,
                upstream_certificate_verify: None,
            });
        let upstream = upstream_mutual_tls.map(|given| {
            let has_own = match server {
                Server::Kept => hosts.iter().all(|seen| !seen.host.certificates.is_empty()),
                Server::Off => false,
                Server::Free | Server::FreeManual | Server::Ssl(_) => true,
            };
            self.upstream(&given, zone, has_own)
        });
        let upstream = upstream.transpose()?;
        let verify = upstream_certificate_verify.map(|given| self.verify(&given)).transpose()?;
        Ok(Given { server, client, upstream, verify, contents })
    }

    /// The server certificates of hosts.
    ///
    /// Assumption: without a mode they stay as they are, unless certificates are given, which then are SSL's.
    /// From: the vendor's example, which gives authorities of clients alone; its words have it that the
    /// certificates would be gone.
    ///
    /// Assumption: hosts whose certificates differ cannot keep them in one request. From: the words of the
    /// error.
    fn server(
        self,
        mode: Option<Mode>,
        given: &[GivenCertificate],
        zone: &Zone,
        hosts: &[Seen<'_>],
    ) -> Result<(Server, Vec<Contents>), Refusal<Error>> {
        let mut hosts = hosts.iter().map(|seen| &*seen.host);
        let server = match (mode, given) {
            (None | Some(Mode::Ssl), [_, ..]) => return self.of_ssl(given, hosts),
            (None, []) => Server::Kept,
            (Some(Mode::Ssl), []) => {
                if hosts.clone().any(|host| host.ssl_certificates().next().is_none()) {
                    return Err(Error::InvalidCertInfo.into());
                }
                Server::Kept
            }
            (Some(Mode::Disable), _) => Server::Off,
            (Some(Mode::Free), _) => {
                let is_wildcard = |host: &Host| host.name.starts_with("*.");
                if zone.kind == ZoneType::Partial && hosts.any(is_wildcard) {
                    return Err(Error::CnameWildHostNotAllowApplyCertificate.into());
                }
                Server::Free
            }
            (Some(Mode::FreeManual), _) => {
                if hosts.any(|host| host.free_certificate.is_none()) {
                    return Err(Error::CertificateNotFound.into());
                }
                Server::FreeManual
            }
        };
        let has = |host: &Host| {
            let ids = host.certificates.iter().map(|bound| bound.id.clone());
            (host.mode(), ids.collect::<HashSet<_>>())
        };
        let mut kept = hosts.filter(|_| matches!(server, Server::Kept)).map(has);
        let first = kept.next();
        if kept.any(|other| Some(other) != first) {
            return Err(Error::HostsCertificateInconsistency.into());
        }
        Ok((server, Vec::new()))
    }

    /// Certificates of SSL's for all of the hosts.
    ///
    /// Assumption: of two of one algorithm the later one counts. From: nothing; a host has one of each.
    fn of_ssl<'h>(
        self,
        given: &[GivenCertificate],
        hosts: impl Iterator<Item = &'h Host> + Clone,
    ) -> Result<(Server, Vec<Contents>), Refusal<Error>> {
        let mut seen = HashSet::new();
        let mut found: Vec<(&String, &Contents)> = Vec::new();
        for id in given.iter().map(|given| &given.cert_id) {
            if !seen.insert(id) {
                continue;
            }
            let hosted = self.find(id)?;
            let contents = self.usable(&hosted)?;
            let names = HostNames::of(&contents.facts);
            if let Some(host) = hosts.clone().find(|host| !names.cover(&host.name)) {
                let because = |flaw| Refusal::because(Error::CertNotMatchDomain, flaw);
                contents.covers(&host.name).map_err(because)?;
            }
            found.retain(|(_, other)| other.facts.key_type() != contents.facts.key_type());
            found.push((id, contents));
        }
        let ids = found.iter().map(|(id, _)| (*id).clone()).collect();
        Ok((Server::Ssl(ids), found.into_iter().map(|(_, contents)| contents.clone()).collect()))
    }
}

impl<'a> Bench<'a> {
    fn find(self, id: &str) -> Result<Hosted<'a>, Error> {
        find_hosted(self.others, id, self.now).ok_or(Error::CertNotFound)
    }

    fn has_expired(self, contents: Option<&Contents>) -> bool {
        contents.is_some_and(|contents| contents.facts.not_after < self.now)
    }

    /// The certificate's contents, if a host can use it.
    fn usable(self, hosted: &Hosted<'a>) -> Result<&'a Contents, Error> {
        if self.has_expired(hosted.contents) {
            return Err(Error::CertificateHasExpired);
        }
        let contents = hosted.contents.filter(|_| hosted.is_issued);
        let contents = contents.ok_or(Error::CertificateNotFound)?;
        if hosted.is_ca {
            return Err(Error::InvalidCertInfo);
        }
        if contents.private_key.is_none() {
            return Err(Error::CertificatePrivateKeyIsEmpty);
        }
        let smallest = match contents.facts.key_type() {
            "RSA" => SMALLEST_RSA,
            "ECC" => SMALLEST_ECC,
            _ => 0,
        };
        let is_short = contents.facts.key_bits() < smallest;
        if is_short { Err(Error::CertTooShortKeySize) } else { Ok(contents) }
    }

    /// The ids of the certificates other than the server's.
    fn beside(self, given: &[GivenCertificate], rules: &Rules) -> Result<Vec<String>, Error> {
        if given.is_empty() {
            return Err(rules.none);
        }
        if given.len() > rules.most {
            return Err(rules.too_many);
        }
        let look = |GivenCertificate { cert_id }: &GivenCertificate| {
            let hosted = self.find(cert_id)?;
            if hosted.is_ca != rules.are_ca {
                return Err(rules.wrong_kind);
            }
            if self.has_expired(hosted.contents) {
                return Err(rules.expired);
            }
            if hosted.is_issued { Ok(cert_id.clone()) } else { Err(rules.not_issued) }
        };
        given.iter().map(look).collect()
    }

    /// Assumption: what is switched off is forgotten. From: nothing; the vendor says what is needed to switch
    /// it on.
    fn client(self, given: &GivenMutual) -> Result<Mutual, Error> {
        match given.switch.as_str() {
            "on" => Ok(Mutual { on: true, ids: self.beside(&given.cert_infos, &CLIENT)? }),
            "off" => Ok(Mutual::default()),
            _ => Err(Error::EdgeClientCertCheckError),
        }
    }

    fn upstream(self, given: &GivenMutual, zone: &Zone, has_own: bool) -> Result<Mutual, Error> {
        match given.switch.as_str() {
            "on" if !zone.upstream_mtls => Err(Error::NotInUpstreamMtlsWhiteList),
            "on" => {
                let ids = self.beside(&given.cert_infos, &UPSTREAM)?;
                let on = Mutual { on: true, ids };
                if has_own { Ok(on) } else { Err(Error::UseUpstreamMtlsNeedOpenHttps) }
            }
            "off" => Ok(Mutual::default()),
            _ => Err(Error::UpstreamClientCertCheckError),
        }
    }

    fn verify(self, given: &GivenVerify) -> Result<Verify, Error> {
        let mode = read_word(&given.verification_mode);
        match mode.ok_or(Error::UpstreamVerifyCertCheckError)? {
            Verification::Disable => Ok(Verify::default()),
            mode @ Verification::CustomCa => {
                Ok(Verify { mode, ids: self.beside(&given.custom_ca_certs, &VERIFY)? })
            }
        }
    }
}

impl Given {
    /// The host's HTTPS settings with these certificates.
    ///
    /// Assumption: a host without certificates shows its origin none. From: the words of an error, by which
    /// that is how it is switched off.
    pub(super) fn change(&self, host: &Host, ids: &Ids, now: OffsetDateTime) -> Https {
        let mut https = host.https();
        let bind = |id: String| {
            let known = https.certificates.iter().find(|bound| bound.id == id).cloned();
            known.unwrap_or(Bound { id, deployed: Some(now) })
        };
        let (mode, certificates) = match &self.server {
            Server::Kept => (https.mode, https.certificates),
            Server::Off => {
                https.upstream = Mutual::default();
                (Mode::Disable, Vec::new())
            }
            Server::Ssl(ids) => (Mode::Ssl, ids.iter().cloned().map(bind).collect()),
            Server::Free if https.mode == Mode::Free => (https.mode, https.certificates),
            Server::Free => (Mode::Free, vec![bind(draw_id(ids))]),
            Server::FreeManual => {
                (Mode::FreeManual, host.free_certificate.iter().cloned().map(bind).collect())
            }
        };
        Https {
            mode,
            certificates,
            client: self.client.clone().unwrap_or(https.client),
            upstream: self.upstream.clone().unwrap_or(https.upstream),
            verify: self.verify.clone().unwrap_or(https.verify),
        }
    }
}
