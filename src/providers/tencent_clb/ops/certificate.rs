//! Checks the certificates of a request.

use time::OffsetDateTime;

use super::super::super::tencent::{Contents, Facts, read_word};
use super::super::super::tencent_ssl::{self, Hosted, find_hosted};
use super::super::errors::{Error, wrong_value};
use super::super::state::bound::{Bound, Mode, VerifyClient};
use super::super::types::requests::{CertInfo, CertificateInput, MultiCertInfo};
use crate::secret::Secret;
use crate::spec::{Parcel, Refusal};
use crate::store::Others;
use crate::x509::{Chain, Flaw, PrivateKey};

/// The length of a certificate's id.
const ID_LENGTH: usize = 8;

/// The certificates that a listener or a rule is to have.
pub(crate) struct Wanted {
    mode: Mode,
    verify_client: VerifyClient,
    /// The server's.
    servers: Vec<Source>,
    /// The authority's.
    authority: Option<Source>,
}

/// A certificate, as a request gives it.
pub(super) enum Source {
    /// One of SSL's, and its algorithm.
    Hosted { id: String, algorithm: String },
    /// One that SSL is to store. An authority's certificate has no key.
    Texts { certificate: String, private_key: Option<Secret>, alias: String },
}

/// What a request says about one certificate.
#[derive(Default)]
struct Said {
    id: Option<String>,
    name: Option<String>,
    content: Option<String>,
    key: Option<Secret>,
}

fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

impl Said {
    fn server(input: &mut CertificateInput) -> Self {
        Self {
            id: given(input.cert_id.take()),
            name: given(input.cert_name.take()),
            content: given(input.cert_content.take()),
            key: input.cert_key.take().filter(|key| !key.expose().is_empty()),
        }
    }

    fn authority(input: &mut CertificateInput) -> Self {
        Self {
            id: given(input.cert_ca_id.take()),
            name: given(input.cert_ca_name.take()),
            content: given(input.cert_ca_content.take()),
            key: None,
        }
    }

    fn of(CertInfo { cert_id, cert_name, cert_content, cert_key }: CertInfo) -> Self {
        Self {
            id: given(cert_id),
            name: given(cert_name),
            content: given(cert_content),
            key: cert_key.filter(|key| !key.expose().is_empty()),
        }
    }

    fn is_whole(&self, needs_key: bool) -> bool {
        self.id.is_some()
            || self.name.is_some() && self.content.is_some() && self.key.is_some() >= needs_key
    }
}

/// What is needed to look up certificates.
#[derive(Clone, Copy)]
pub(super) struct Hosts<'a> {
    pub(super) others: Others<'a>,
    pub(super) now: OffsetDateTime,
}

impl<'a> Hosts<'a> {
    /// SSL's certificate with this id. If there are also texts, the id counts.
    fn find(self, id: &str) -> Result<(Hosted<'a>, &'a Facts), Refusal<Error>> {
        check_id(id)?;
        let hosted = find_hosted(self.others, id, self.now);
        let found = hosted.and_then(|hosted| Some((hosted.contents?, hosted)));
        let is_over = |facts: &Facts| facts.not_after < self.now;
        match found {
            Some((contents, hosted)) if hosted.is_issued || is_over(&contents.facts) => {
                Ok((hosted, &contents.facts))
            }
            _ => Err(wrong_value(format!("Query certificate '{id}' failed."))),
        }
    }

    /// A certificate in a role, with its algorithm.
    fn source(self, said: Said, is_authority: bool) -> Result<Source, Refusal<Error>> {
        let Said { id, name, content, key } = said;
        let Some(id) = id else {
            return Ok(Source::Texts {
                certificate: content.unwrap_or_default(),
                private_key: key,
                alias: name.unwrap_or_default(),
            });
        };
        let (hosted, facts) = self.find(&id)?;
        check_role(&id, hosted.is_ca, is_authority)?;
        self.check_end(&id, facts)?;
        Ok(Source::Hosted { algorithm: algorithm(facts), id })
    }

    fn check_end(self, id: &str, facts: &Facts) -> Result<(), Refusal<Error>> {
        if facts.not_after < self.now {
            return Err(wrong_value(format!("Certificate '{id}' has expired.")));
        }
        Ok(())
    }

    /// Reads the certificates for a listener or a rule. `missing` is the error for a certificate with neither
    /// an id nor both texts.
    pub(super) fn read(
        self,
        mut input: CertificateInput,
        missing: Error,
    ) -> Result<Wanted, Refusal<Error>> {
        let mode = read_mode(input.ssl_mode.as_deref())?;
        let verify_client = read_verify_client(input.ssl_verify_client.as_deref())?;
        let server = Said::server(&mut input);
        let authority = Said::authority(&mut input);
        if !server.is_whole(true) {
            return Err(missing.into());
        }
        let authority = Some(authority).filter(|authority| authority.is_whole(false));
        if mode == Mode::Mutual && authority.is_none() {
            return Err(without_authority());
        }
        let servers = vec![self.source(server, false)?];
        let authority = authority.map(|authority| self.source(authority, true)).transpose()?;
        Ok(Wanted { mode, verify_client, servers, authority })
    }

    /// Reads several certificates for a listener or a rule.
    ///
    /// Assumption: which of them is the authority's is seen by its kind at SSL, or by its having no key.
    /// From: the list's members, which do not say it.
    pub(super) fn read_several(
        self,
        input: MultiCertInfo,
        missing: Error,
    ) -> Result<Wanted, Refusal<Error>> {
        let mode = read_mode(Some(&input.ssl_mode))?;
        let verify_client = read_verify_client(input.ssl_verify_client.as_deref())?;
        let said: Vec<_> = input.cert_list.into_iter().map(Said::of).collect();
        if said.is_empty() || !said.iter().all(|said| said.is_whole(false)) {
            return Err(missing.into());
        }
        let (mut servers, mut authority) = (Vec::new(), None);
        for said in said {
            let is_authority = match &said.id {
                Some(id) => self.find(id)?.0.is_ca,
                None => said.key.is_none(),
            };
            let source = self.source(said, is_authority)?;
            if !is_authority {
                servers.push(source);
            } else if authority.replace(source).is_some() {
                return Err(wrong_value("There can be only one CA certificate."));
            }
        }
        if servers.is_empty() {
            return Err(wrong_value("There must be a server certificate."));
        }
        if mode == Mode::Mutual && authority.is_none() {
            return Err(without_authority());
        }
        let hosted = servers.iter().filter_map(|source| match source {
            Source::Hosted { algorithm, .. } => Some(algorithm.clone()),
            Source::Texts { .. } => None,
        });
        check_algorithms(hosted)?;
        Ok(Wanted { mode, verify_client, servers, authority })
    }

    /// Reads one certificate for any purpose. Also returns whether it is an authority's.
    pub(super) fn read_one(
        self,
        mut input: CertificateInput,
        missing: Error,
    ) -> Result<(Source, bool), Refusal<Error>> {
        read_mode(input.ssl_mode.as_deref())?;
        read_verify_client(input.ssl_verify_client.as_deref())?;
        let server = Said::server(&mut input);
        if server.is_whole(true) {
            let is_authority = match &server.id {
                Some(id) => self.find(id)?.0.is_ca,
                None => false,
            };
            return Ok((self.source(server, is_authority)?, is_authority));
        }
        let authority = Said::authority(&mut input);
        if !authority.is_whole(false) {
            return Err(missing.into());
        }
        Ok((self.source(authority, true)?, true))
    }
}

/// Refuses an id that can be no certificate's.
pub(super) fn check_id(id: &str) -> Result<(), Error> {
    if id.chars().count() == ID_LENGTH { Ok(()) } else { Err(Error::Length) }
}

fn check_role(id: &str, is_ca: bool, is_authority: bool) -> Result<(), Refusal<Error>> {
    match (is_ca, is_authority) {
        (true, false) => {
            Err(wrong_value(format!("Certificate '{id}' is not a server certificate.")))
        }
        (false, true) => Err(wrong_value(format!("Certificate '{id}' is not a CA certificate."))),
        _ => Ok(()),
    }
}

fn without_authority() -> Refusal<Error> {
    wrong_value("A CA certificate is required when SSLMode is MUTUAL.")
}

fn read_mode(word: Option<&str>) -> Result<Mode, Refusal<Error>> {
    match word {
        None | Some("") => Ok(Mode::default()),
        Some(word) => read_word(word).ok_or_else(|| wrong_value("SSLMode is not valid.")),
    }
}

fn read_verify_client(word: Option<&str>) -> Result<VerifyClient, Refusal<Error>> {
    match word {
        None | Some("") => Ok(VerifyClient::default()),
        Some(word) => read_word(word).ok_or_else(|| wrong_value("SSLVerifyClient is not valid.")),
    }
}

/// The kind of a certificate's key, `RSA`.
fn algorithm(facts: &Facts) -> String {
    facts.common.algorithm.split(' ').next().unwrap_or_default().to_owned()
}

/// Refuses two server certificates with the same algorithm.
fn check_algorithms(all: impl Iterator<Item = String>) -> Result<(), Refusal<Error>> {
    let mut all: Vec<_> = all.collect();
    all.sort_unstable();
    if all.windows(2).all(|pair| pair[0] != pair[1]) {
        return Ok(());
    }
    Err(wrong_value("The algorithms of the server certificates must be different."))
}

impl Source {
    /// The parcel that adds the certificate to SSL, if it was given as texts.
    fn pack(&self, is_authority: bool, now: OffsetDateTime) -> Result<Packed, Refusal<Error>> {
        let (certificate, private_key, alias) = match self {
            Self::Hosted { algorithm, .. } => return Ok((None, algorithm.clone())),
            Self::Texts { certificate, private_key, alias } => (certificate, private_key, alias),
        };
        let because = |flaw: Flaw| Refusal::because(Error::FormatError, flaw);
        let chain = Chain::from_pem(certificate).map_err(because)?;
        if let Some(key) = private_key {
            let key = PrivateKey::from_pem(key.expose()).map_err(because)?;
            chain.leaf().matches(&key).map_err(because)?;
            chain.links().map_err(because)?;
        }
        if is_authority {
            let because = |flaw| Refusal::because(Error::InvalidParameterValue, flaw);
            chain.leaf().is_for_an_authority().map_err(because)?;
        }
        let facts = Facts::of(&chain);
        if facts.not_after < now {
            return Err(wrong_value("The certificate has expired."));
        }
        let algorithm = algorithm(&facts);
        let private_key = private_key.as_ref().map(|key| key.expose().into());
        let contents = Contents { facts, certificate: certificate.as_str().into(), private_key };
        let parcel = if is_authority {
            tencent_ssl::host_authority(contents, alias.clone())
        } else {
            tencent_ssl::host_named(contents, alias.clone())
        };
        Ok((Some(parcel), algorithm))
    }

    /// Its id: the given one, or the one that SSL gave it.
    pub(super) fn id(self, hosted: &mut impl Iterator<Item = String>) -> String {
        match self {
            Self::Hosted { id, .. } => id,
            Self::Texts { .. } => hosted.next().unwrap_or_default(),
        }
    }

    /// The parcel for a single certificate, if SSL has to store it.
    pub(super) fn parcel(
        &self,
        is_authority: bool,
        now: OffsetDateTime,
    ) -> Result<Option<Parcel<String>>, Refusal<Error>> {
        Ok(self.pack(is_authority, now)?.0)
    }
}

/// The parcel for SSL, if any, and the algorithm of the certificate.
type Packed = (Option<Parcel<String>>, String);

impl Wanted {
    /// The parcels for SSL: the server's certificates, then the authority's.
    pub(super) fn pack(&self, now: OffsetDateTime) -> Result<Vec<Parcel<String>>, Refusal<Error>> {
        let servers = self.servers.iter().map(|source| source.pack(false, now));
        let servers = servers.collect::<Result<Vec<_>, _>>()?;
        check_algorithms(servers.iter().map(|(_, algorithm)| algorithm.clone()))?;
        let authority = self.authority.iter().map(|source| source.parcel(true, now));
        let authority = authority.collect::<Result<Vec<_>, _>>()?;
        Ok(servers.into_iter().map(|(parcel, _)| parcel).chain(authority).flatten().collect())
    }

    /// The certificates of the listener or the rule. `hosted` are the ids of the parcels, in their order.
    ///
    /// Assumption: an authority's certificate is left out where clients show none. From: the vendor's words
    /// for the member, "where the mode is MUTUAL".
    pub(super) fn bound(self, hosted: Vec<String>) -> Option<Bound> {
        let Self { mode, verify_client, servers, authority } = self;
        let mut hosted = hosted.into_iter();
        let mut servers = servers.into_iter().map(|source| source.id(&mut hosted));
        let id = servers.next()?;
        let ext_ids = servers.collect();
        let ca_id = authority.map(|source| source.id(&mut hosted));
        let ca_id = ca_id.filter(|_| mode == Mode::Mutual);
        Some(Bound { mode, verify_client, id, ca_id, ext_ids })
    }
}
