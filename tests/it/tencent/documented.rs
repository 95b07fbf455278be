//! The table against the vendor's own description.

use std::collections::HashMap;

use certmock::providers::{tencent_gaap, tencent_ssl, tencent_tag};
use certmock::spec::{Catalogue, error_of};
use serde_json::{Value, json};

use super::client::{GAAP, SSL, TAG};
use crate::mock::Mock;

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
    let services = [
        (&SSL, &tencent_ssl::PROVIDER),
        (&GAAP, &tencent_gaap::PROVIDER),
        (&TAG, &tencent_tag::PROVIDER),
    ];
    for (service, provider) in services {
        for error in provider.operations.iter().flat_map(|operation| operation.call.errors()) {
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
fn the_catalogue_counts_what_is_emulated_of_what_the_vendor_has() {
    let mock = Mock::start();
    let catalogue = mock.request("GET", "/_certmock/catalogue").send().expect(200);
    let counts: HashMap<_, _> = catalogue["providers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|provider| {
            let count = |member: &str| provider[member].as_array().map_or(0, Vec::len);
            (provider["id"].as_str().unwrap(), (count("operations"), count("not_emulated")))
        })
        .collect();
    assert_eq!(counts["tencent_ssl"], (38, 30));
    assert_eq!(counts["tencent_gaap"], (20, 82));
    assert_eq!(counts["tencent_tag"], (1, 30));
    assert_eq!(counts["qiniu"].1, 0);
}
