//! The certificate authority for certmock's own TLS certificates.
//!
//! Each process has another one, unless it is stored in a folder. It is never derived from the seed, which is
//! not a secret. It can sign only for names that certmock answers for: both of its CA certificates have name
//! constraints (RFC 5280, section 4.2.1.10), and the root's key is discarded after it has signed.
//! its authorities say so (RFC 5280, section 4.2.1.10), and the root's key is gone once it has signed.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, NameConstraints, PKCS_ECDSA_P256_SHA256, SerialNumber,
};
use time::{Duration, OffsetDateTime};

use super::{IssueError, named, positive};
use crate::secret::Secret;

/// The authority's name.
pub(super) const OWN_NAME: &str = "certmock";

/// How long before their creation its certificates become valid, because clocks differ.
const EARLIER: Duration = Duration::DAY;

/// How long an authority's certificate is valid.
const YEAR: Duration = Duration::days(397);

/// How long the certificate of a name is valid.
const QUARTER: Duration = Duration::days(90);

/// The domains that nobody can own on the internet: their names belong to this machine or its network.
pub(crate) const LOCAL_DOMAINS: [&str; 5] = ["localhost", "test", "internal", "local", "certmock"];

/// The addresses of this machine and of private networks (RFC 1918, RFC 4193), with the lengths of
/// their prefixes.
const LOCAL_NETWORKS: [(IpAddr, u8); 6] = [
    (IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(10, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(172, 16, 0, 0)), 12),
    (IpAddr::V4(Ipv4Addr::new(192, 168, 0, 0)), 16),
    (IpAddr::V6(Ipv6Addr::LOCALHOST), 128),
    (IpAddr::V6(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0)), 7),
];

/// The certificate authority.
pub(crate) struct Authority {
    root: String,
    issuing: Issuing,
}

/// The intermediate, which signs.
pub(super) struct Issuing {
    pub(super) issuer: Issuer<'static, KeyPair>,
    /// The intermediate's certificate, as DER.
    pub(super) certificate: Vec<u8>,
}

impl fmt::Debug for Authority {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Authority").finish_non_exhaustive()
    }
}

/// The key of all TLS certificates of a process. It is never stored.
pub(crate) struct LeafKey(KeyPair);

impl fmt::Debug for LeafKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("LeafKey").finish_non_exhaustive()
    }
}

impl LeafKey {
    /// A key on P-256.
    pub(crate) fn generate() -> Result<Self, IssueError> {
        Ok(Self(new_key()?))
    }

    /// The private key as DER of PKCS#8.
    pub(crate) fn to_der(&self) -> Vec<u8> {
        self.0.serialize_der()
    }
}

/// The first and the last moment of validity.
pub(crate) type Validity = (OffsetDateTime, OffsetDateTime);

/// The validity of a TLS certificate that is made now.
pub(crate) fn validity(now: OffsetDateTime) -> Validity {
    (now - EARLIER, now + QUARTER)
}

impl Authority {
    /// An authority for these domains, their subdomains and local names.
    ///
    /// Fails if a domain is not a valid name or if the system provides no random numbers.
    pub(crate) fn new(domains: &[String]) -> Result<Self, IssueError> {
        let (authority, _) = Self::with_key(OWN_NAME, domains)?;
        Ok(authority)
    }

    /// An authority with another name, which no client is told to trust.
    pub(crate) fn stranger(domains: &[String]) -> Result<Self, IssueError> {
        let (authority, _) = Self::with_key("untrusted", domains)?;
        Ok(authority)
    }

    /// An authority, with the key of its intermediate, to be stored. The root's key is discarded.
    pub(super) fn with_key(name: &str, domains: &[String]) -> Result<(Self, Secret), IssueError> {
        let (root_key, key) = (new_key()?, new_key()?);
        let root = authority(&format!("{name} root (not for production)"), 1, domains)?;
        let root_certificate = root.self_signed(&root_key)?;
        let params = authority(&format!("{name} issuing (not for production)"), 0, domains)?;
        let certificate = params.signed_by(&key, &Issuer::new(root, root_key))?.der().to_vec();
        let kept = Secret::new(key.serialize_pem());
        let issuing = Issuing { issuer: Issuer::new(params, key), certificate };
        Ok((Self { root: root_certificate.pem(), issuing }, kept))
    }

    /// An authority that was stored: the root's certificate as PEM, and the intermediate.
    pub(super) fn of(root: String, issuing: Issuing) -> Self {
        Self { root, issuing }
    }

    /// The root's certificate as PEM, which clients have to trust.
    pub(crate) fn root(&self) -> &str {
        &self.root
    }

    /// The intermediate's certificate, as DER.
    pub(super) fn issuing(&self) -> &[u8] {
        &self.issuing.certificate
    }

    /// Issues a certificate for names and addresses. Returns it and its issuer's certificate as DER, in
    /// sending order.
    pub(crate) fn vouch(
        &self,
        names: &[&str],
        (not_before, not_after): Validity,
        LeafKey(key): &LeafKey,
    ) -> Result<Vec<Vec<u8>>, IssueError> {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names)?;
        // OpenSSL takes a common name with a dot for a host name, and checks it against the name constraints.
        params.distinguished_name = named("certmock");
        (params.not_before, params.not_after) = (not_before, not_after);
        params.serial_number = Some(random_serial()?);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let leaf = params.signed_by(key, &self.issuing.issuer)?.der().to_vec();
        Ok(vec![leaf, self.issuing.certificate.clone()])
    }
}

/// Whether the authority can sign for this address.
pub(crate) fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}

fn new_key() -> Result<KeyPair, IssueError> {
    Ok(KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?)
}

fn authority(name: &str, below: u8, domains: &[String]) -> Result<CertificateParams, IssueError> {
    let mut params = CertificateParams::default();
    params.distinguished_name = named(name);
    let now = OffsetDateTime::now_utc();
    (params.not_before, params.not_after) = (now - EARLIER, now + YEAR);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(below));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.serial_number = Some(random_serial()?);
    params.use_authority_key_identifier_extension = true;
    let domains = domains.iter().map(String::as_str).chain(LOCAL_DOMAINS);
    let domains = domains.map(|domain| GeneralSubtree::DnsName(domain.to_owned()));
    let networks = LOCAL_NETWORKS.map(|(address, length)| {
        GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, length))
    });
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: domains.chain(networks).collect(),
        excluded_subtrees: Vec::new(),
    });
    Ok(params)
}

fn random_serial() -> Result<SerialNumber, IssueError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| IssueError::Randomness)?;
    Ok(positive(bytes))
}
