//! Zones and hosts, listed.

use serde_json::{Value, json};

use super::{HOST, ZONE, put, upload, with};
use crate::mock::Mock;
use crate::tencent::client::{Client, TEO};

fn names(reply: &Value, list: &str, member: &str) -> Vec<String> {
    let list = reply[list].as_array().unwrap();
    list.iter().map(|each| each[member].as_str().unwrap().to_owned()).collect()
}

fn filter(name: &str, values: &[&str], fuzzy: bool) -> Value {
    json!([{ "Name": name, "Values": values, "Fuzzy": fuzzy }])
}

#[test]
fn zones_are_listed_the_newest_first_as_they_pass_filters() {
    let teo = Client::of(Mock::start(), &TEO);
    let zone = |id: &str, name: &str, month: u8, more: Value| {
        let mut zone = more;
        zone["id"] = json!(id);
        zone["name"] = json!(name);
        zone["created"] = json!(format!("2026-0{month}-01T00:00:00Z"));
        zone
    };
    teo.put(&json!({ "zones": [
        zone("zone-1", "b.com", 1, json!({ "alias": "first", "plan": "edgeone-1" })),
        zone("zone-2", "c.com", 3, json!({ "type": "full", "status": "pending" })),
        zone("zone-3", "a.org", 2, json!({ "paused": true })),
    ]}));
    let listed = |parameters: Value| {
        let reply = teo.ask("DescribeZones", &parameters);
        names(&reply, "Zones", "ZoneId")
    };
    assert_eq!(listed(json!({})), ["zone-2", "zone-3", "zone-1"]);
    assert_eq!(listed(json!({ "Direction": "asc" })), ["zone-1", "zone-3", "zone-2"]);
    let by_name = json!({ "Order": "zone-name", "Direction": "asc", "Offset": 1, "Limit": 1 });
    let reply = teo.ask("DescribeZones", &by_name);
    assert_eq!(
        (&reply["TotalCount"], names(&reply, "Zones", "ZoneName")),
        (&json!(3), vec!["b.com".to_owned()])
    );
    for (filters, wanted) in [
        (filter("zone-id", &["zone-1", "zone-9"], false), vec!["zone-1"]),
        (filter("zone-name", &[".com"], true), vec!["zone-2", "zone-1"]),
        (filter("zone-name", &[".com"], false), vec![]),
        (filter("alias-zone-name", &["first"], false), vec!["zone-1"]),
        (filter("zone-type", &["full"], false), vec!["zone-2"]),
        (filter("status", &["pending"], false), vec!["zone-2"]),
        (filter("colour", &["red"], false), vec![]),
    ] {
        assert_eq!(listed(json!({ "Filters": filters })), wanted, "{filters}");
    }
    let paused =
        teo.ask("DescribeZones", &json!({ "Filters": filter("zone-id", &["zone-3"], false) }));
    let paused = &paused["Zones"][0];
    assert_eq!((&paused["Paused"], &paused["ActiveStatus"]), (&json!(true), &json!("paused")));
    assert_eq!(paused["CreatedOn"], "2026-02-01T00:00:00Z");
    let many = filter("zone-id", &["x"; 21], false);
    assert_eq!(teo.refuse("DescribeZones", &json!({ "Filters": many })), "OperationDenied");
}

#[test]
fn hosts_are_listed_by_their_names_a_page_at_a_time() {
    let hosts = json!([
        { "name": "c.example.com", "origin": "1.1.1.1", "created": "2026-01-01T00:00:00Z" },
        { "name": "a.example.com", "origin": "2.2.2.2", "created": "2026-02-01T00:00:00Z" },
        { "name": "b.example.com", "status": "offline", "cname": "b.cdn.example.net" },
    ]);
    let teo = with(&hosts);
    let listed = |mut parameters: Value| {
        parameters["ZoneId"] = json!(ZONE);
        let reply = teo.ask("DescribeAccelerationDomains", &parameters);
        let names = names(&reply, "AccelerationDomains", "DomainName");
        names.iter().map(|name| name[..1].to_owned()).collect::<String>()
    };
    assert_eq!(listed(json!({})), "abc");
    assert_eq!(listed(json!({ "Direction": "desc", "Offset": 1, "Limit": 200 })), "ba");
    assert_eq!(listed(json!({ "Order": "created_on", "Direction": "desc" })), "abc");
    assert_eq!(listed(json!({ "Limit": 1000 })), "abc");
    assert_eq!(listed(json!({ "Filters": filter("domain-name", &["A.example.com"], false) })), "a");
    assert_eq!(listed(json!({ "Filters": filter("domain-name", &["example"], true) })), "abc");
    assert_eq!(
        listed(json!({ "Filters": filter("domain-cname", &["b.cdn.example.net"], false) })),
        "b"
    );
    assert_eq!(listed(json!({ "Filters": filter("origin-type", &["IP_DOMAIN"], false) })), "abc");
    let two = json!([
        { "Name": "origin", "Values": ["1.1.1.1"] },
        { "Name": "domain-name", "Values": ["a.example.com", "c.example.com"] },
    ]);
    assert_eq!(listed(json!({ "Filters": two })), "c");
    assert_eq!(listed(json!({ "Filters": two, "Match": "any" })), "ac");
    assert_eq!(listed(json!({ "Match": "any" })), "abc");
    let ask = |filters: Value| json!({ "ZoneId": ZONE, "Filters": filters });
    let list = "DescribeAccelerationDomains";
    for values in [21, 101] {
        let many = filter("domain-name", &vec!["x"; values], false);
        assert_eq!(teo.refuse(list, &ask(many)), "InvalidParameter.TooManyFilterValues");
    }
    // A client spells it so; the wire does not know it.
    let misspelt = json!([{ "Name": "domain-name", "Value": ["a.example.com"] }]);
    assert_eq!(teo.refuse(list, &ask(misspelt)), "UnknownParameter");
}

#[test]
fn the_older_lists_have_the_certificates_of_hosts_in_their_own_forms() {
    let teo = with(&json!([]));
    let id = upload(&teo, "wildcard");
    put(
        &teo,
        json!({ "default_certificates": [{ "id": id }, { "id": "gone0001", "status": "failed", "message": "expired" }] }),
        &json!([{ "name": HOST, "certificates": [{ "id": id }] }, { "name": "api.example.com" }]),
    );
    let zone = json!({ "ZoneId": ZONE });
    let settings = teo.ask("DescribeHostsSetting", &zone);
    assert_eq!(settings["TotalNumber"], 2);
    let certificate = &settings["DetailHosts"][0]["Https"]["CertInfo"][0];
    assert_eq!(
        (&certificate["CertId"], &certificate["CommonName"]),
        (&json!(id), &json!("*.example.com"))
    );
    let one =
        json!({ "ZoneId": ZONE, "Filters": [{ "Name": "host", "Values": ["api.example.com"] }] });
    assert_eq!(
        names(&teo.ask("DescribeHostsSetting", &one), "DetailHosts", "Host"),
        ["api.example.com"]
    );
    let many = json!({ "ZoneId": ZONE, "Filters": [{ "Name": "host", "Values": vec!["x"; 21] }] });
    assert_eq!(teo.refuse("DescribeHostsSetting", &many), "InvalidParameter");
    let listed = teo.ask("DescribeHostCertificates", &zone);
    assert_eq!(listed["TotalCount"], 2);
    let first = &listed["HostCertificates"][0];
    assert_eq!(
        (&first["Mode"], &first["HostCertInfo"][0]["CertId"]),
        (&json!("sslcert"), &json!(id))
    );
    assert_eq!(teo.ask("DescribeHostCertificates", &one)["TotalCount"], 1);
    let too_many =
        json!({ "ZoneId": ZONE, "Filters": [{ "Name": "host", "Values": vec![HOST; 21] }] });
    assert_eq!(teo.ask("DescribeHostCertificates", &too_many)["TotalCount"], 0);
    let defaults = teo.ask("DescribeDefaultCertificates", &zone);
    let known = &defaults["DefaultServerCertInfo"][0];
    assert_eq!((&known["Type"], &known["SignAlgo"]), (&json!("default"), &json!("ECC 256")));
    assert_eq!(known["SubjectAltName"], json!(["*.example.com", "example.com"]));
    assert_eq!(defaults["DefaultServerCertInfo"][1]["Message"], "expired");
    let of_another = json!({ "Filters": [{ "Name": "zone-id", "Values": ["zone-1"] }] });
    assert_eq!(teo.ask("DescribeDefaultCertificates", &of_another)["TotalCount"], 0);
    let many = json!({ "Filters": [{ "Name": "zone-id", "Values": vec!["x"; 6] }] });
    assert_eq!(teo.refuse("DescribeDefaultCertificates", &many), "OperationDenied");
    // A certificate that SSL has no more has no name.
    put(&teo, json!({}), &json!([{ "name": HOST, "certificates": [{ "id": "gone0001" }] }]));
    let gone = teo.ask("DescribeAccelerationDomains", &zone);
    let gone = &gone["AccelerationDomains"][0]["Certificate"]["List"][0];
    assert_eq!((&gone["CertId"], &gone["Alias"]), (&json!("gone0001"), &json!("")));
}
