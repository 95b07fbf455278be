//! Ids of certificates, of which none is given twice.

use std::collections::HashSet;

use serde_json::json;
use time::macros::datetime;

use super::ask;
use crate::material::pair;
use crate::mock::Mock;
use crate::states::{export, import};

/// The account of [`super::ask`].
const TESTER: &str = "qiniu:tester";

fn upload(mock: &Mock) -> String {
    let (ca, pri) = pair("ec-p256");
    let body = json!({ "ca": ca, "pri": pri });
    let reply = ask(mock, "UploadCertificate", &[]).json(&body).send().expect(200);
    reply["certID"].as_str().unwrap().to_owned()
}

fn listed(mock: &Mock) -> Vec<String> {
    let list = ask(mock, "ListCertificates", &[]).send().expect(200);
    let certs = list["certs"].as_array().unwrap().iter();
    certs.map(|cert| cert["certid"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn uploads_to_a_state_that_was_put_back_have_ids_of_their_own() {
    // The clock stands, so that the time in the ids does not tell them apart.
    let mock = Mock::at(datetime!(2026-02-03 04:05:06 UTC));
    let mut ids: HashSet<String> = (0..3).map(|_| upload(&mock)).collect();
    for round in 1..=2 {
        let mut state = export(&mock);
        // The counter of a state that was written by hand is seldom there.
        let counter = state[TESTER]["qiniu"].as_object_mut().unwrap().remove("counter");
        assert!(counter.is_some());
        import(&mock, &state);
        assert!(ids.insert(upload(&mock)) && ids.insert(upload(&mock)));
        let listed: HashSet<String> = listed(&mock).into_iter().collect();
        assert_eq!((&listed, listed.len()), (&ids, 3 + 2 * round));
        import(&mock, &export(&mock));
    }
}

#[test]
fn a_counter_at_its_end_goes_round_past_the_ids_that_are_there() {
    let mock = Mock::at(datetime!(2026-02-03 04:05:06 UTC));
    let first = upload(&mock);
    for counter in [0_u64, 0x00ff_ffff, 0xffff_ffff] {
        let mut state = export(&mock);
        state[TESTER]["qiniu"]["counter"] = counter.into();
        import(&mock, &state);
        let before = listed(&mock).len();
        upload(&mock);
        let after = listed(&mock);
        assert_eq!(after.len(), before + 1, "{counter:x}");
        assert!(after.contains(&first));
    }
}

#[test]
fn a_certificate_does_not_get_the_id_that_a_domain_has_written_down() {
    let mock = Mock::at(datetime!(2026-02-03 04:05:06 UTC));
    let first = upload(&mock);
    let domain =
        json!({ "name": "www.example.com", "protocol": "https", "https": { "certId": first } });
    import(&mock, &json!({ TESTER: { "qiniu": { "domains": [domain] } } }));
    assert_ne!(upload(&mock), first);
}
