//! Authentication between a domain's clients, its origins and the proxy.

use super::super::errors::{Error, missing, no_listener};
use super::super::state::Account;
use super::super::state::certificate::CertificateType;
use super::super::state::domain::{Authentication, Domain, DomainStatus};
use super::super::state::proxy::Version;
use super::super::state::tls::{TLS_CIPHERS, TLS_VERSIONS, Tls};
use super::super::state::write::change_domain;
use super::super::types::domain::{SetAuthentication, SetAuthenticationReply};
use super::super::types::switch;
use super::domain::must_have_no_task;
use crate::spec::Refusal;
use crate::store::Context;

pub(crate) fn set_authentication(
    context: &mut Context<'_, Account>,
    request: SetAuthentication,
) -> Result<SetAuthenticationReply, Refusal<Error>> {
    let (account, others) = (&*context.state, context.others);
    let at = account.at(context.tools.clock.now());
    let listener = account.https_listener(&request.listener_id, at);
    let listener = listener.ok_or_else(|| no_listener(&request.listener_id))?;
    let place = account.place_of(listener, at)?;
    match place.version() {
        Version::V1 => return Err(Error::NotSupportOldVersionProxy.into()),
        Version::V2 => return Err(Error::ProxyVersionNotSupport.into()),
        Version::V3 => {}
    }
    place.must_run(at, Error::ResourceUnavailable, Error::ResourceUnavailable)?;
    must_have_no_task(listener, at)?;
    let domain = listener.domain(&request.domain, at).ok_or(Error::ResourceNotFound)?;
    if domain.status(at) != DomainStatus::Running {
        return Err(Error::ActionIsDoing.into());
    }
    let authentication = read(&request)?;
    let check = |id: &String, kind| {
        let found = account.certificate(others, id, kind, at.now);
        found.map_err(|why| why.refuse(Error::ResourceUnavailable, Error::InvalidCertificateId))
    };
    let Authentication { basic_auth, gaap, real_server, .. } = &authentication;
    let named = |kind| move |id| (id, kind);
    let basic_auth = basic_auth.iter().map(named(CertificateType::BasicAuth));
    let gaap = gaap.iter().map(named(CertificateType::Proxy));
    let real_server = real_server.iter().map(named(CertificateType::RealServerCa));
    for (id, kind) in basic_auth.chain(gaap).chain(real_server) {
        check(id, kind)?;
    }
    let tls = read_tls(&request, &domain.tls)?;
    let changed = Domain { authentication, tls, ..domain.clone() };
    change_domain(context, &request.listener_id, &request.domain, changed);
    Ok(SetAuthenticationReply {})
}

/// The requested authentication. A kind that is not named is off, even if a certificate is given for it.
fn read(request: &SetAuthentication) -> Result<Authentication, Refusal<Error>> {
    let given = |id: &Option<String>| id.clone().filter(|id| !id.is_empty());
    let one = |on: Option<i64>, id: &Option<String>, name: &str| {
        let id = if switch(on)? { Some(given(id).ok_or_else(|| missing(name))?) } else { None };
        Ok::<_, Refusal<Error>>(id)
    };
    let real_server = if switch(request.real_server_auth)? {
        let several = request.poly_real_server_certificate_ids.clone();
        let single = given(&request.real_server_certificate_id).map(|id| vec![id]);
        let ids = several.filter(|ids| !ids.is_empty()).or(single);
        ids.ok_or_else(|| missing("RealServerCertificateId"))?
    } else {
        Vec::new()
    };
    Ok(Authentication {
        basic_auth: one(request.basic_auth, &request.basic_auth_conf_id, "BasicAuthConfId")?,
        gaap: one(request.gaap_auth, &request.gaap_certificate_id, "GaapCertificateId")?,
        real_server,
        real_server_domain: given(&request.real_server_certificate_domain),
    })
}

fn read_tls(request: &SetAuthentication, before: &Tls) -> Result<Tls, Error> {
    let mut tls = before.clone();
    if let Some(versions) = &request.tls_support_version {
        if !versions.iter().all(|version| TLS_VERSIONS.contains(&version.as_str())) {
            return Err(Error::InvalidParameterValue);
        }
        tls.versions.clone_from(versions);
    }
    if let Some(ciphers) = request.tls_ciphers.as_ref().filter(|ciphers| !ciphers.is_empty()) {
        if !TLS_CIPHERS.contains(&ciphers.as_str()) {
            return Err(Error::InvalidParameterValue);
        }
        tls.ciphers.clone_from(ciphers);
    }
    Ok(tls)
}
