//! certimate, of August 2026.

use serde_json::{Value, json};

use super::{Tool, cdn_certificate, cdn_domains};

#[test]
fn certimate_uploads_once_and_gives_a_domain_of_cdn_the_certificate() {
    let tool = Tool::with(&json!({ "tencent_cdn": cdn_domains(&["www.example.com"]) }));
    let id = tool.upload("wildcard", false);
    let filters = json!({ "Filters": [{ "Name": "domain", "Value": ["www.example.com"] }],
                          "Offset": 0, "Limit": 1 });
    let found = tool.call("cdn.DescribeDomainsConfig", &filters);
    assert_eq!(found["Domains"].as_array().unwrap().len(), 1);
    // What is configured of HTTPS is sent back, with the new certificate.
    let https = &found["Domains"][0]["Https"];
    let mut update = json!({
        "Domain": "www.example.com",
        "Https": { "Switch": "on", "CertInfo": { "CertId": id } },
    });
    for member in ["Http2", "OcspStapling", "VerifyClient", "Hsts", "TlsVersion"] {
        update["Https"][member] = https[member].clone();
    }
    tool.call("cdn.UpdateDomainConfig", &update);
    assert_eq!(cdn_certificate(&tool, "www.example.com"), id.as_str());
    // The next run uploads the same certificate, and finds that there is nothing to do.
    assert_eq!(tool.upload("wildcard", false), id);
}

#[test]
fn certimate_finds_the_domains_of_cdn_that_a_certificate_is_for() {
    let names = ["www.example.com", "api.example.com", "www.other.org"];
    let tool = Tool::with(&json!({ "tencent_cdn": cdn_domains(&names) }));
    let id = tool.upload("wildcard", false);
    let covered = tool.call("cdn.DescribeCertDomains", &json!({ "CertId": id, "Product": "cdn" }));
    let mut domains: Vec<_> =
        covered["Domains"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    domains.sort_unstable();
    assert_eq!(domains, ["api.example.com", "www.example.com"]);
    let page = tool.call("cdn.DescribeDomains", &json!({ "Offset": 0, "Limit": 1000 }));
    assert_eq!(page["TotalNumber"], 3);
    let missing = json!({ "Filters": [{ "Name": "domain", "Value": ["no.example.com"] }] });
    assert_eq!(tool.call("cdn.DescribeDomainsConfig", &missing)["Domains"], json!([]));
}

#[test]
fn certimate_deploys_by_ssl_and_waits_for_the_record() {
    let tool = Tool::with(&json!({ "tencent_cdn": cdn_domains(&["www.example.com"]) }));
    let id = tool.upload("wildcard", false);
    let deploy = json!({ "CertificateId": id, "ResourceType": "cdn",
                         "InstanceIdList": ["www.example.com|on"], "Status": 1 });
    let made = tool.call("ssl.DeployCertificateInstance", &deploy);
    assert_eq!(made["DeployStatus"], 1);
    let record = made["DeployRecordId"].to_string();
    let detail = tool.call(
        "ssl.DescribeHostDeployRecordDetail",
        &json!({ "DeployRecordId": record, "Limit": 200 }),
    );
    assert_eq!((&detail["TotalCount"], &detail["SuccessTotalCount"]), (&json!(1), &json!(1)));
    assert_eq!((&detail["RunningTotalCount"], &detail["FailedTotalCount"]), (&json!(0), &json!(0)));
    assert_eq!(cdn_certificate(&tool, "www.example.com"), id.as_str());
    // Again, there is nothing that it could be deployed to.
    assert_eq!(
        tool.refused("ssl.DeployCertificateInstance", &deploy),
        "FailedOperation.CertificateDeployInstanceEmpty"
    );
}

#[test]
fn certimate_moves_what_an_old_certificate_is_bound_to_and_waits_for_the_number_of_the_record() {
    let tool = Tool::with(&json!({ "tencent_cdn": cdn_domains(&["www.example.com"]) }));
    let old = tool.upload("wildcard", true);
    let https = json!({ "Switch": "on", "CertInfo": { "CertId": old } });
    tool.call("cdn.UpdateDomainConfig", &json!({ "Domain": "www.example.com", "Https": https }));
    let new = tool.upload("wildcard", true);
    let update = json!({
        "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["cdn"],
        "ResourceTypesRegions": [],
    });
    // It asks again until there is a number.
    let made = tool.call("ssl.UpdateCertificateInstance", &update);
    assert_eq!(made["DeployStatus"], 1);
    let record = made["DeployRecordId"].to_string();
    let detail = tool.call(
        "ssl.DescribeHostUpdateRecordDetail",
        &json!({ "DeployRecordId": record, "Limit": "200" }),
    );
    assert_eq!(detail["SuccessTotalCount"], 1);
    assert_eq!(cdn_certificate(&tool, "www.example.com"), new.as_str());
    assert_eq!(
        tool.call("ssl.DeleteCertificate", &json!({ "CertificateId": old }))["DeleteResult"],
        true
    );
}

#[test]
fn certimate_looks_for_the_bucket_that_has_a_certificate_and_deploys_to_it() {
    let bucket = json!({ "type": "cos", "region": "ap-guangzhou", "bucket": "files-1250000000",
                         "domains": ["files.example.com"] });
    let tool = Tool::with(&json!({ "tencent_ssl": { "resources": [bucket] } }));
    let id = tool.upload("wildcard", false);
    let list = json!({ "OldCertificateId": id, "ResourceType": "cos", "IsCache": 0,
                       "Limit": 10, "Offset": 0 });
    assert_eq!(tool.call("ssl.DescribeHostCosInstanceList", &list)["TotalCount"], 0);
    let deploy = json!({ "CertificateId": id, "ResourceType": "cos", "Status": 1,
                         "InstanceIdList": ["ap-guangzhou#files-1250000000#files.example.com"] });
    tool.call("ssl.DeployCertificateInstance", &deploy);
    let found = tool.call("ssl.DescribeHostCosInstanceList", &list);
    let bound = &found["InstanceList"][0];
    assert_eq!(
        (&bound["Bucket"], &bound["Domain"], &bound["Status"]),
        (&json!("files-1250000000"), &json!("files.example.com"), &json!("ENABLED"))
    );
}

#[test]
fn certimate_gives_a_listener_and_a_domain_of_a_load_balancer_the_certificate_and_waits_for_each() {
    let tool = Tool::with_fixture("bound-in-four-products");
    let id = tool.upload("wildcard", false);
    let listeners = json!({ "LoadBalancerId": "lb-11111111", "ListenerIds": ["lbl-11111111"] });
    let found = tool.call("clb.DescribeListeners", &listeners);
    assert_eq!(found["Listeners"][0]["Certificate"]["CertId"], "bound001");
    let modify = json!({
        "LoadBalancerId": "lb-11111111", "ListenerId": "lbl-11111111",
        "Certificate": { "SSLMode": "UNIDIRECTIONAL", "CertId": id },
    });
    let task = tool.call("clb.ModifyListener", &modify)["RequestId"].clone();
    assert_eq!(tool.call("clb.DescribeTaskStatus", &json!({ "TaskId": task }))["Status"], 0);
    let found = tool.call("clb.DescribeListeners", &listeners);
    assert_eq!(found["Listeners"][0]["Certificate"]["CertId"], id.as_str());

    let tool = Tool::with_fixture("tencent_clb/sni");
    let id = tool.upload("wildcard", false);
    let modify = json!({
        "LoadBalancerId": "lb-11111111", "ListenerId": "lbl-11111111", "Domain": "api.example.com",
        "Certificate": { "SSLMode": "UNIDIRECTIONAL", "CertId": id },
    });
    let task = tool.call("clb.ModifyDomainAttributes", &modify)["RequestId"].clone();
    assert_eq!(tool.call("clb.DescribeTaskStatus", &json!({ "TaskId": task }))["Status"], 0);
    let found = tool.call("clb.DescribeListeners", &listeners);
    let rules = found["Listeners"][0]["Rules"].as_array().unwrap();
    assert_eq!(rules[0]["Certificate"]["CertId"], "bound001");
    assert_eq!(rules[1]["Certificate"]["CertId"], id.as_str());
}

#[test]
fn certimate_gives_the_hosts_of_a_zone_the_certificate_in_one_request() {
    let tool = Tool::with_fixture("tencent_teo/three-hosts");
    let id = tool.upload("wildcard", false);
    let all = json!({ "ZoneId": "zone-21xfqlh4qjee", "Offset": 0, "Limit": 200 });
    let found = tool.call("teo.DescribeAccelerationDomains", &all);
    let hosts = found["AccelerationDomains"].as_array().unwrap();
    let hosts: Vec<_> = hosts.iter().map(|host| host["DomainName"].clone()).collect();
    assert_eq!(hosts.len(), 3);
    let modify = json!({
        "ZoneId": "zone-21xfqlh4qjee", "Mode": "sslcert", "Hosts": hosts,
        "ServerCertInfo": [{ "CertId": id }],
    });
    tool.call("teo.ModifyHostsCertificate", &modify);
    let found = tool.call("teo.DescribeAccelerationDomains", &all);
    for host in found["AccelerationDomains"].as_array().unwrap() {
        assert_eq!(host["Certificate"]["List"][0]["CertId"], id.as_str(), "{host}");
    }
}

#[test]
fn certimate_gives_domains_of_live_video_and_of_functions_the_certificate() {
    let tool = Tool::with_fixture("tencent_live/partial");
    let id = tool.upload("wildcard", false);
    let page = json!({ "DomainType": 1, "DomainStatus": 1, "PageNum": 1, "PageSize": 100 });
    assert_eq!(tool.call("live.DescribeLiveDomains", &page)["AllCount"], 2);
    let bind = json!({
        "DomainInfos": [{ "DomainName": "www.example.com", "Status": 1 }], "CloudCertId": id,
    });
    assert_eq!(tool.call("live.ModifyLiveDomainCertBindings", &bind)["Errors"], json!([]));
    let bound = json!({ "DomainName": "www.example.com" });
    let found = tool.call("live.DescribeLiveDomainCertBindings", &bound);
    assert_eq!(found["LiveDomainCertBindings"][0]["CloudCertId"], id.as_str());

    let create = json!({
        "Domain": "fn.example.com", "Protocol": "HTTP",
        "EndpointsConfig": [{ "Namespace": "default", "FunctionName": "f", "Qualifier": "$LATEST", "PathMatch": "/*" }],
    });
    tool.call("scf.CreateCustomDomain", &create);
    let update = json!({
        "Domain": "fn.example.com", "Protocol": "HTTP&HTTPS", "CertConfig": { "CertificateId": id },
    });
    tool.call("scf.UpdateCustomDomain", &update);
    let found = tool.call("scf.GetCustomDomain", &json!({ "Domain": "fn.example.com" }));
    assert_eq!(found["CertConfig"]["CertificateId"], id.as_str());
}
