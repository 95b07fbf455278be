//! The table against the vendor's own description.

use std::collections::BTreeSet;

use certmock::internals::providers::{
    tencent_cdn, tencent_clb, tencent_gaap, tencent_live, tencent_scf, tencent_ssl, tencent_sts,
    tencent_tag, tencent_teo, tencent_vod, tencent_waf,
};
use certmock::internals::spec::{Catalogue, Provider, error_of};

use super::client::{CDN, CLB, GAAP, LIVE, SCF, SSL, STS, Service, TAG, TEO, VOD, WAF};
use crate::mock::Mock;

static SERVICES: [(&Service, &Provider); 11] = [
    (&SSL, &tencent_ssl::PROVIDER),
    (&GAAP, &tencent_gaap::PROVIDER),
    (&TAG, &tencent_tag::PROVIDER),
    (&STS, &tencent_sts::PROVIDER),
    (&CDN, &tencent_cdn::PROVIDER),
    (&CLB, &tencent_clb::PROVIDER),
    (&TEO, &tencent_teo::PROVIDER),
    (&VOD, &tencent_vod::PROVIDER),
    (&LIVE, &tencent_live::PROVIDER),
    (&WAF, &tencent_waf::PROVIDER),
    (&SCF, &tencent_scf::PROVIDER),
];

/// Two errors that share a code, and one that has its own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Shared {
    One,
    Other,
    Alone,
}

impl Catalogue for Shared {
    const BY_CODE: &'static [(&'static str, Self)] =
        &[("Invalid", Self::One), ("Invalid", Self::Other), ("Missing", Self::Alone)];
}

#[test]
fn every_error_has_the_words_that_the_vendor_has_for_it() {
    for (service, provider) in SERVICES {
        for error in provider.rows().iter().flat_map(|row| row.operation.call.errors()) {
            let words = &service.api()["errors"][error.code()];
            assert_eq!(words, error.zh(), "{}", error.code());
        }
    }
}

#[test]
fn an_error_is_found_by_its_code() {
    const FOUND: Shared = error_of("Missing");
    assert_eq!(FOUND, Shared::Alone);
}

#[test]
#[should_panic(expected = "the catalogue has no error of this code")]
fn a_code_that_the_catalogue_lacks_finds_no_error() {
    error_of::<Shared>("Missin");
}

#[test]
#[should_panic(expected = "several errors of the catalogue have this code")]
fn a_code_that_errors_share_finds_none_of_them() {
    error_of::<Shared>("Invalid");
}

#[test]
fn the_catalogue_tells_what_is_emulated_of_what_the_vendor_has() {
    let mock = Mock::start();
    let catalogue = mock.request("GET", "/_certmock/catalogue").send().expect(200);
    let names = |id: &str, member: &str| -> BTreeSet<String> {
        let listed = catalogue["providers"].as_array().unwrap();
        let provider = listed.iter().find(|provider| provider["id"] == id).unwrap();
        let all = provider[member].as_array().into_iter().flatten();
        all.map(|each| each["name"].as_str().or(each.as_str()).unwrap().to_owned()).collect()
    };
    for (service, provider) in SERVICES {
        let (emulated, others) =
            (names(provider.id, "operations"), names(provider.id, "not_emulated"));
        assert_eq!(others, service.not_emulated().into_iter().map(str::to_owned).collect());
        assert!(emulated.is_disjoint(&others));
        let vendors = service.api()["actions"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(&emulated | &others, vendors, "{}", provider.id);
    }
    assert_eq!(names("qiniu", "not_emulated"), BTreeSet::new());
}
