//! What each operation on domains does: what a certificate's use needs of them.
//!
//! Domains are not made here. They are state, and one that is not there is `no such domain`.

use std::ops::Bound;

use serde_json::Value;

use super::errors::Error;
use super::ops::{find_certificate, page_size};
use super::state::{Account, Domain};
use super::types::{
    BindCertificate, Done, GetDomainReply, GetHttpsConfReply, HttpsConf, ListDomainsReply,
    NamedDomain, Page,
};
use crate::spec::Refusal;
use crate::store::{Context, View};

pub(super) fn get_domain(
    view: &View<'_, Account>,
    NamedDomain { name }: NamedDomain,
) -> Result<GetDomainReply, Refusal<Error>> {
    Ok(GetDomainReply(find_domain(view.state, &name)?.clone()))
}

pub(super) fn list_domains(
    view: &View<'_, Account>,
    page: Page,
) -> Result<ListDomainsReply, Refusal<Error>> {
    let limit = page_size(page.limit.as_deref())?;
    let marker = page.marker.filter(|marker| !marker.is_empty());
    let start = marker.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    let domains: Vec<Domain> = view
        .state
        .domains
        .range::<str, _>((start, Bound::Unbounded))
        .take(limit)
        .map(|(_, domain)| domain.clone())
        .collect();
    let marker = domains.last().map(|last| last.name.clone()).unwrap_or_default();
    Ok(ListDomainsReply { code: 200, marker, domains })
}

pub(super) fn get_https_conf(
    view: &View<'_, Account>,
    NamedDomain { name }: NamedDomain,
) -> Result<GetHttpsConfReply, Refusal<Error>> {
    Ok(GetHttpsConfReply(find_domain(view.state, &name)?.https.clone()))
}

pub(super) fn modify_https_conf(
    context: &mut Context<'_, Account>,
    conf: HttpsConf,
) -> Result<Done, Refusal<Error>> {
    check(context.state, &conf)?;
    apply(context, conf, "modify_https_conf", None)
}

pub(super) fn sslize(
    context: &mut Context<'_, Account>,
    conf: HttpsConf,
) -> Result<Done, Refusal<Error>> {
    if check(context.state, &conf)?.protocol == "https" {
        return Err(Error::AlreadyInState.into());
    }
    if conf.cert_id.as_deref().unwrap_or_default().is_empty() {
        return Err(Error::NoSuchCertificate.into());
    }
    apply(context, conf, "sslize", Some("https"))
}

pub(super) fn unsslize(
    context: &mut Context<'_, Account>,
    NamedDomain { name }: NamedDomain,
) -> Result<Done, Refusal<Error>> {
    if find_domain(context.state, &name)?.protocol == "http" {
        return Err(Error::AlreadyInState.into());
    }
    let off = HttpsConf {
        name,
        cert_id: Some(String::new()),
        force_https: Some(false),
        http2_enable: Some(false),
        ..HttpsConf::default()
    };
    apply(context, off, "unsslize", Some("http"))
}

pub(super) fn bind_certificate(
    context: &mut Context<'_, Account>,
    BindCertificate { cert_id, domain }: BindCertificate,
) -> Result<Done, Refusal<Error>> {
    let name = domain.unwrap_or_default();
    let cert_id = cert_id.unwrap_or_default();
    if !find_domain(context.state, &name)?.is_storage() {
        return Err(Error::DomainTypeNotAllowed.into());
    }
    find_certificate(context.state, &cert_id)?;
    let conf = HttpsConf { name, cert_id: Some(cert_id), ..HttpsConf::default() };
    apply(context, conf, "bind_cert", Some("https"))
}

/// The domain, where nothing is wrong with the change.
fn check<'a>(account: &'a Account, conf: &HttpsConf) -> Result<&'a Domain, Refusal<Error>> {
    if matches!(conf.tls_versions, Some(Value::String(_))) {
        return Err(Error::InvalidTlsVersions.into());
    }
    let domain = find_domain(account, &conf.name)?;
    if domain.cname.is_empty() {
        return Err(Error::CnameEmpty.into());
    }
    if domain.operating_state == "processing" {
        return Err(Error::PreviousOperationRunning.into());
    }
    if let Some(cert_id) = conf.cert_id.as_deref().filter(|id| !id.is_empty()) {
        find_certificate(account, cert_id)?;
    }
    Ok(domain)
}

/// Changes what is given. The rollout, which takes the service minutes, is done at once.
///
/// Assumption: a domain of HTTP takes a configuration and stays one of HTTP.
fn apply(
    context: &mut Context<'_, Account>,
    conf: HttpsConf,
    operation: &str,
    protocol: Option<&str>,
) -> Result<Done, Refusal<Error>> {
    let now = context.clock.now();
    let domain = context.state.domains.get_mut(&conf.name).ok_or(Error::NoSuchDomain)?;
    if let Some(cert_id) = conf.cert_id {
        domain.https.cert_id = cert_id;
    }
    if let Some(force_https) = conf.force_https {
        domain.https.force_https = force_https;
    }
    if let Some(http2_enable) = conf.http2_enable {
        domain.https.http2_enable = http2_enable;
    }
    if let Some(protocol) = protocol {
        protocol.clone_into(&mut domain.protocol);
    }
    operation.clone_into(&mut domain.operation_type);
    // A moment of this calendar can always be written as RFC 3339.
    domain.modify_at =
        now.format(&time::format_description::well_known::Rfc3339).unwrap_or_default();
    Ok(Done::OK)
}

fn find_domain<'a>(account: &'a Account, name: &str) -> Result<&'a Domain, Refusal<Error>> {
    account.domains.get(name).ok_or_else(|| Error::NoSuchDomain.into())
}

#[cfg(test)]
mod tests {
    //! Domains come from state alone, so these run without a socket.

    use serde_json::{Value, json};

    use super::super::PROVIDER;
    use super::super::state::{Account, Certificate, Domain};
    use crate::clock::Clock;
    use crate::ids::Seed;
    use crate::pace::Paces;
    use crate::spec::CallError;
    use crate::store::{Directory, Store};
    use crate::x509;

    /// A store with two certificates, a CDN domain and a storage domain.
    fn store() -> Store {
        let store =
            Store::new(Directory::default(), Seed::new(Some(1)), Clock::Real, Paces::default());
        store.write::<Account, _>("me", |context| {
            let ca = include_str!("../../../fixtures/certificates/ec-p256.crt").to_owned();
            let leaf = x509::Certificate::from_pem(&ca).unwrap();
            for id in ["one", "two"] {
                let texts = (ca.clone(), "key".to_owned());
                let certificate = Certificate::new(String::new(), None, texts, &leaf, 0);
                context.state.certificates.insert(id.to_owned(), certificate);
            }
            for domain in [
                json!({ "name": "www.example.com" }),
                json!({ "name": "img.example.com", "product": "kodo" }),
                json!({ "name": "bare.example.com", "cname": "" }),
                json!({ "name": "busy.example.com", "operatingState": "processing" }),
            ] {
                let domain: Domain = serde_json::from_value(domain).unwrap();
                context.state.domains.insert(domain.name.clone(), domain);
            }
        });
        store
    }

    /// Runs an operation of the table, as an account: its reply, or its code.
    fn ask(
        store: &Store,
        account: &str,
        operation: &str,
        parameters: Value,
    ) -> Result<String, String> {
        let row = PROVIDER.operations.iter().find(|row| row.name == operation).unwrap();
        let parameters = parameters.as_object().unwrap().clone();
        match row.call.run(store, account, parameters, &mut Vec::new()) {
            Ok(body) => Ok(String::from_utf8(body).unwrap()),
            Err(CallError::Refused(failure)) => Err(failure.error.code().to_owned()),
            Err(CallError::Malformed(error)) => panic!("{error}"),
        }
    }

    fn code(code: &str) -> Result<String, String> {
        Err(code.to_owned())
    }

    #[test]
    fn a_domain_goes_from_http_to_https_and_back() {
        let store = store();
        let domain =
            || ask(&store, "me", "GetDomain", json!({ "name": "www.example.com" })).unwrap();
        let go = |operation: &str| {
            let conf = json!({ "name": "www.example.com", "certid": "one", "forcehttps": true });
            ask(&store, "me", operation, conf)
        };
        assert_eq!(go("Unsslize"), code("400013"));
        // acme.sh takes any answer with the word `error` in it for a failure.
        assert_eq!(go("Sslize").unwrap(), r#"{"code":200}"#);
        assert!(domain().contains(r#""protocol":"https""#), "{}", domain());
        assert!(
            domain().contains(r#""https":{"certId":"one","forceHttps":true,"http2Enable":false}"#)
        );
        assert_eq!(go("Sslize"), code("400013"));
        assert_eq!(go("Unsslize").unwrap(), r#"{"code":200}"#);
        assert!(domain().contains(r#""certId":"""#));
    }

    #[test]
    fn what_is_not_sent_of_a_configuration_stays_as_it_is() {
        let store = store();
        let modify = |conf: Value| ask(&store, "me", "ModifyHttpsConf", conf).unwrap();
        modify(json!({ "name": "www.example.com", "certid": "one", "forcehttps": true }));
        assert_eq!(
            modify(json!({ "name": "www.example.com", "certid": "two" })),
            r#"{"code":200}"#
        );
        let shown = ask(&store, "me", "GetHttpsConf", json!({ "name": "www.example.com" }));
        assert_eq!(shown.unwrap(), r#"{"certId":"two","forceHttps":true,"http2Enable":false}"#);
    }

    #[test]
    fn a_certificate_that_a_domain_uses_is_not_deleted() {
        let store = store();
        let delete = |id: &str| ask(&store, "me", "DeleteCertificate", json!({ "certid": id }));
        ask(&store, "me", "Sslize", json!({ "name": "www.example.com", "certid": "one" })).unwrap();
        ask(
            &store,
            "me",
            "BindCertificate",
            json!({ "domain": "img.example.com", "certid": "two" }),
        )
        .unwrap();
        assert_eq!((delete("one"), delete("two")), (code("400611"), code("400911")));
        ask(&store, "me", "ModifyHttpsConf", json!({ "name": "www.example.com", "certid": "two" }))
            .unwrap();
        assert_eq!(delete("one").unwrap(), r#"{"code":200}"#);
    }

    #[test]
    fn a_change_is_refused_for_what_is_wrong_with_it() {
        let store = store();
        let sslize = |name: &str, id: &str| {
            ask(&store, "me", "Sslize", json!({ "name": name, "certid": id }))
        };
        assert_eq!(sslize("none.example.com", "one"), code("612"));
        assert_eq!(sslize("bare.example.com", "one"), code("400392"));
        assert_eq!(sslize("busy.example.com", "one"), code("400030"));
        assert_eq!(sslize("www.example.com", "none"), code("400401"));
        assert_eq!(sslize("www.example.com", ""), code("400401"));
        let bind = json!({ "domain": "www.example.com", "certid": "one" });
        assert_eq!(ask(&store, "me", "BindCertificate", bind), code("400"));
    }

    #[test]
    fn domains_are_listed_a_page_at_a_time() {
        let store = store();
        let page = |marker: &str| {
            let parameters = json!({ "marker": marker, "limit": "3" });
            let reply = ask(&store, "me", "ListDomains", parameters).unwrap();
            let reply: Value = serde_json::from_str(&reply).unwrap();
            (
                reply["domains"].as_array().unwrap().len(),
                reply["marker"].as_str().unwrap().to_owned(),
            )
        };
        assert_eq!(page(""), (3, "img.example.com".to_owned()));
        assert_eq!(page("img.example.com"), (1, "www.example.com".to_owned()));
        assert_eq!(page("www.example.com"), (0, String::new()));
    }
}
