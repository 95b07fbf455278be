//! The instances that a certificate can be deployed to, or is.

use serde_json::{Value, json};

use crate::material::pem;
use crate::tencent::client::{CDN, Client};

/// One instance of every service that has a list, all for names of one certificate.
fn one_of_each(id: &str) -> Value {
    json!([
        { "type": "apigateway", "region": "ap-guangzhou", "instance_id": "service-a", "instance_name": "gate",
          "domains": ["api.example.com"], "certificate_id": id },
        { "type": "clb", "region": "ap-guangzhou", "instance_id": "lb-a", "instance_name": "front",
          "listener_id": "lbl-a", "listener_name": "https", "protocol": "HTTPS", "sni": true,
          "domains": ["a.example.com"], "certificate_id": id },
        { "type": "clb", "region": "ap-guangzhou", "instance_id": "lb-a", "instance_name": "front",
          "listener_id": "lbl-a", "listener_name": "https", "protocol": "HTTPS", "sni": true,
          "domains": ["b.example.com"], "certificate_id": id },
        { "type": "clb", "region": "ap-guangzhou", "instance_id": "lb-a", "instance_name": "front",
          "listener_id": "lbl-b", "protocol": "TCP_SSL", "certificate_id": id },
        { "type": "cos", "region": "ap-shanghai", "bucket": "files-1", "domains": ["cos.example.com"],
          "certificate_id": id },
        { "type": "ddos", "instance_id": "bgpip-1", "domains": ["ddos.example.com"], "port": 443,
          "certificate_id": id },
        { "type": "lighthouse", "region": "ap-shanghai", "instance_id": "lhins-1", "instance_name": "site",
          "addresses": ["192.0.2.1"], "domains": ["light.example.com"], "certificate_id": id },
        { "type": "live", "domains": ["live.example.com"], "https": 0, "certificate_id": id },
        { "type": "teo", "zone_id": "zone-1", "domains": ["teo.example.com"], "certificate_id": id },
        { "type": "tke", "region": "ap-beijing", "instance_id": "cls-1", "instance_name": "web", "version": "1.30",
          "namespace": "default", "secret_name": "tls", "domains": ["tke.example.com"], "certificate_id": id },
        { "type": "tke", "region": "ap-beijing", "instance_id": "cls-1", "instance_name": "web", "version": "1.30",
          "namespace": "other", "secret_name": "tls", "domains": ["tke.example.com"], "certificate_id": id },
        { "type": "vod", "domains": ["vod.example.com"], "certificate_id": id },
        { "type": "waf", "region": "ap-guangzhou", "domains": ["waf.example.com"], "certificate_id": id },
        { "type": "scf", "region": "ap-guangzhou", "protocol": "HTTP&HTTPS", "domains": ["f.example.com"],
          "certificate_id": id },
        { "type": "tcb", "region": "ap-shanghai", "environment_id": "env-1", "instance_name": "env",
          "tcb_type": "AccessService", "domains": ["fn.example.com"], "certificate_id": id },
        { "type": "tcb", "region": "ap-shanghai", "environment_id": "env-1", "instance_name": "env",
          "tcb_type": "HostService", "domains": ["files.example.com"], "certificate_id": id },
        { "type": "tse", "region": "ap-shanghai", "instance_id": "gateway-1", "instance_name": "gw",
          "listener_id": "fa61bc05", "domains": ["gw.example.com"], "certificate_id": id },
        { "type": "tdmq", "region": "ap-shanghai", "instance_id": "amqp-1", "domains": ["q.other.org"],
          "certificate_id": id },
        { "type": "mqtt", "region": "ap-shanghai", "instance_id": "mqtt-1", "certificate_id": id },
        { "type": "gaap", "instance_id": "ga-1", "listener_id": "lsr-1", "certificate_id": id },
    ])
}

/// A client whose account has these instances, and the certificate that they have.
fn with_instances() -> (Client, String) {
    let ssl = Client::ssl();
    let id = upload(&ssl, "wildcard");
    let mut state = ssl.state();
    state["resources"] = one_of_each(&id);
    ssl.put(&state);
    (ssl, id)
}

fn upload(ssl: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")),
    });
    ssl.ask("UploadCertificate", &parameters)["CertificateId"].as_str().unwrap().to_owned()
}

/// The same certificate under a second id.
fn upload_again(ssl: &Client) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem("wildcard.crt"), "CertificatePrivateKey": pem("wildcard.key"),
        "Repeatable": true,
    });
    ssl.ask("UploadCertificate", &parameters)["CertificateId"].as_str().unwrap().to_owned()
}

/// The domains of the list.
fn listed(ssl: &Client, parameters: &Value) -> Vec<String> {
    let reply = ssl.ask("DescribeHostCdnInstanceList", parameters);
    let list = reply["InstanceList"].as_array().unwrap();
    assert_eq!(reply["TotalCount"], list.len());
    list.iter().map(|each| each["Domain"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_list_of_domains_tells_those_that_a_certificate_is_for_from_the_others() {
    let domain = |name: &str| json!({ "domain": name, "created": "2026-01-01T00:00:00Z" });
    let names: Vec<_> = (0..25).map(|number| format!("{number}.example.com")).collect();
    let mut domains: Vec<_> = names.iter().map(|name| domain(name)).collect();
    domains.push(domain("www.other.org"));
    let ssl = Client::ssl();
    let cdn = ssl.beside(&CDN);
    cdn.put(&json!({ "domains": domains }));
    let (id, other) = (upload(&ssl, "wildcard"), upload(&ssl, "ec-p256"));
    let page = |offset: u64, limit: u64| {
        let reply = ssl.ask(
            "DescribeHostCdnInstanceList",
            &json!({ "CertificateId": id, "Offset": offset, "Limit": limit }),
        );
        assert_eq!((&reply["TotalCount"], &reply["AsyncTotalNum"]), (&json!(25), &json!(25)));
        reply["InstanceList"].as_array().unwrap().len()
    };
    // A client pages by 20 until a page is shorter.
    assert_eq!([page(0, 20), page(20, 20), page(40, 20)], [20, 5, 0]);
    let first = ssl.ask("DescribeHostCdnInstanceList", &json!({ "CertificateId": id }));
    assert_eq!(first["InstanceList"].as_array().unwrap().len(), 10);
    for key in ["domainMatch", "DomainMatch"] {
        let filters = json!([{ "FilterKey": key, "FilterValue": "0" }]);
        assert_eq!(
            listed(&ssl, &json!({ "CertificateId": id, "Filters": filters })),
            ["www.other.org"]
        );
    }
    let https = json!({ "Switch": "on", "CertInfo": { "CertId": id } });
    cdn.ask("UpdateDomainConfig", &json!({ "Domain": "0.example.com", "Https": https }));
    assert_eq!(listed(&ssl, &json!({ "OldCertificateId": id })), ["0.example.com"]);
    // Those that have the old one and that the new one is for.
    assert_eq!(listed(&ssl, &json!({ "OldCertificateId": id, "CertificateId": other })), [""; 0]);
    for (parameters, code) in [
        (json!({}), "InvalidParam"),
        (json!({ "CertificateId": "nosuchid" }), "CertificateNotFound"),
        (json!({ "OldCertificateId": "nosuchid" }), "CertificateNotFound"),
        (
            json!({ "CertificateId": id, "Filters": [{ "FilterKey": "domainMatch", "FilterValue": "x" }] }),
            "InvalidParam",
        ),
    ] {
        let refused = ssl.refuse("DescribeHostCdnInstanceList", &parameters);
        assert_eq!(refused, format!("FailedOperation.{code}"), "{parameters}");
    }
    let mut state = ssl.state();
    state["service_role"] = json!(false);
    ssl.put(&state);
    let refused = ssl.refuse("DescribeHostCdnInstanceList", &json!({ "CertificateId": id }));
    assert_eq!(refused, "FailedOperation.RoleNotFoundAuthorization");
}

#[test]
fn a_domain_that_cdn_does_not_know_is_listed_as_the_state_of_ssl_has_it() {
    let ssl = Client::ssl();
    let id = upload(&ssl, "wildcard");
    let mut state = ssl.state();
    state["resources"] = json!([
        { "type": "cdn", "domains": ["a.example.com"], "certificate_id": id },
        { "type": "cdn", "domains": ["b.example.com"], "certificate_id": id },
        { "type": "live", "domains": ["c.example.com"], "certificate_id": id },
    ]);
    ssl.put(&state);
    let old = json!({ "OldCertificateId": id });
    assert_eq!(listed(&ssl, &old), ["a.example.com", "b.example.com"]);
    // What CDN has stands over that.
    let domain = json!({ "domain": "b.example.com", "created": "2026-01-01T00:00:00Z" });
    ssl.beside(&CDN).put(&json!({ "domains": [domain] }));
    assert_eq!(listed(&ssl, &old), ["a.example.com"]);
}

#[test]
fn each_service_lists_its_instances_in_its_own_form() {
    let (ssl, id) = with_instances();
    let item = |action: &str| {
        let name = action.strip_prefix("DescribeHost");
        let service = name.and_then(|name| name.strip_suffix("InstanceList")).unwrap();
        let there = ssl.in_region(match service {
            "Cos" => "ap-shanghai",
            "Tke" => "ap-beijing",
            _ => "ap-guangzhou",
        });
        let reply = there.ask(action, &json!({ "OldCertificateId": id }));
        let list = reply["InstanceList"].as_array().unwrap().clone();
        assert_eq!(list.len(), 1, "{service}: {list:?}");
        match service {
            "Live" | "Waf" => assert_eq!(reply.get("TotalCount"), None, "{service}"),
            _ => assert_eq!(reply["TotalCount"], 1, "{service}"),
        }
        let is_searched = ["Cdn", "Clb", "Cos", "Tke"].contains(&service);
        assert_eq!(reply.get("AsyncTotalNum").is_some(), is_searched, "{service}");
        list[0].clone()
    };
    assert_eq!(
        item("DescribeHostApiGatewayInstanceList"),
        json!({ "ServiceId": "service-a", "ServiceName": "gate", "Domain": "api.example.com",
                "CertId": id, "Protocol": "https" })
    );
    assert_eq!(
        item("DescribeHostCosInstanceList"),
        json!({ "Domain": "cos.example.com", "CertId": id, "Status": "ENABLED", "Bucket": "files-1",
                "Region": "ap-shanghai" })
    );
    assert_eq!(
        item("DescribeHostDdosInstanceList"),
        json!({ "Domain": "ddos.example.com", "InstanceId": "bgpip-1", "Protocol": "https",
                "CertId": id, "VirtualPort": "443" })
    );
    assert_eq!(
        item("DescribeHostLiveInstanceList"),
        json!({ "Domain": "live.example.com", "CertId": id, "Status": 0 })
    );
    assert_eq!(
        item("DescribeHostTeoInstanceList"),
        json!({ "Host": "teo.example.com", "CertId": id, "ZoneId": "zone-1", "Status": "deployed",
                "Algorithm": "ECC" })
    );
    assert_eq!(
        item("DescribeHostVodInstanceList"),
        json!({ "Domain": "vod.example.com", "CertId": id })
    );
    assert_eq!(item("DescribeHostWafInstanceList")["Domain"], "waf.example.com");

    // Listeners of one load balancer stand below it, rules below their listener.
    let balancer = item("DescribeHostClbInstanceList");
    assert_eq!(balancer["LoadBalancerId"], "lb-a");
    let listeners = balancer["Listeners"].as_array().unwrap();
    assert_eq!(listeners.len(), 2);
    assert_eq!(
        (&listeners[0]["SniSwitch"], &listeners[0]["Certificate"]),
        (&json!(1), &Value::Null)
    );
    let domains: Vec<_> =
        listeners[0]["Rules"].as_array().unwrap().iter().map(|rule| &rule["Domain"]).collect();
    assert_eq!(domains, ["a.example.com", "b.example.com"]);
    assert_eq!(listeners[0]["Rules"][0]["Certificate"]["CertId"], id.as_str());
    assert_eq!(listeners[1]["Certificate"]["SSLMode"], "UNIDIRECTIONAL");
    assert_eq!(listeners[1]["Rules"], json!([]));

    let cluster = item("DescribeHostTkeInstanceList");
    let namespaces: Vec<_> =
        cluster["NamespaceList"].as_array().unwrap().iter().map(|each| &each["Name"]).collect();
    assert_eq!(namespaces, ["default", "other"]);
    assert_eq!(cluster["NamespaceList"][0]["SecretList"][0]["CertId"], id.as_str());
    assert_eq!(
        (&cluster["ClusterName"], &cluster["ClusterVersion"]),
        (&json!("web"), &json!("1.30"))
    );
}

#[test]
fn the_servers_of_lighthouse_are_listed_for_a_certificate_that_they_do_not_have_yet() {
    let (ssl, _) = with_instances();
    let other = upload_again(&ssl);
    let action = "DescribeHostLighthouseInstanceList";
    let there = ssl.in_region("ap-shanghai");
    let reply = there.ask(action, &json!({ "CertificateId": other }));
    assert_eq!(
        reply["InstanceList"],
        json!([{ "InstanceId": "lhins-1", "InstanceName": "site", "IP": ["192.0.2.1"],
                 "Domain": ["light.example.com"] }])
    );
    // It knows no certificate that a server has.
    assert_eq!(ssl.refuse(action, &json!({ "OldCertificateId": other })), "UnknownParameter");
}

#[test]
fn regional_lists_show_the_region_of_the_request_and_a_gateways_page_begins_where_a_text_says() {
    let (ssl, id) = with_instances();
    let old = json!({ "OldCertificateId": id });
    let there = ssl.in_region("ap-shanghai");
    assert_eq!(there.ask("DescribeHostCosInstanceList", &old)["TotalCount"], 1);
    assert_eq!(there.ask("DescribeHostClbInstanceList", &old)["TotalCount"], 0);
    let page = |offset: Value| {
        let parameters = json!({ "OldCertificateId": id, "Offset": offset });
        ssl.ask("DescribeHostApiGatewayInstanceList", &parameters)["InstanceList"].clone()
    };
    assert_eq!(page(json!("0")).as_array().unwrap().len(), 1);
    assert_eq!(page(json!("1")), json!([]));
    let wrong = json!({ "OldCertificateId": id, "Offset": "second" });
    assert_eq!(
        ssl.refuse("DescribeHostApiGatewayInstanceList", &wrong),
        "FailedOperation.InvalidParam"
    );
}

#[test]
fn a_search_for_what_a_certificate_is_bound_to_is_told_in_detail() {
    let (ssl, id) = with_instances();
    let begun = ssl.ask(
        "CreateCertificateBindResourceSyncTask",
        &json!({ "CertificateIds": [id], "IsCache": 1 }),
    );
    let task = &begun["CertTaskIds"][0]["TaskId"];
    let action = "DescribeCertificateBindResourceTaskDetail";
    let detail = ssl.ask(action, &json!({ "TaskId": task }));
    assert_eq!(detail["Status"], 1);
    for (service, region) in [
        ("CLB", Some("ap-guangzhou")),
        ("WAF", Some("ap-guangzhou")),
        ("TKE", Some("ap-beijing")),
        ("APIGATEWAY", Some("ap-guangzhou")),
        ("TSE", Some("ap-shanghai")),
        ("COS", Some("ap-shanghai")),
        ("TDMQ", Some("ap-shanghai")),
        ("MQTT", Some("ap-shanghai")),
        ("SCF", Some("ap-guangzhou")),
        ("DDOS", None),
        ("LIVE", None),
        ("VOD", None),
        ("TEO", None),
        ("GAAP", None),
    ] {
        let entries = detail[service].as_array().unwrap();
        assert_eq!(entries.len(), 1, "{service}");
        assert_eq!(entries[0]["TotalCount"], 1, "{service}");
        assert_eq!(entries[0]["InstanceList"].as_array().unwrap().len(), 1, "{service}");
        assert_eq!(entries[0].get("Region").and_then(Value::as_str), region, "{service}");
    }
    // What has no instances is there, too.
    assert_eq!(detail["CDN"], json!([{ "TotalCount": 0, "InstanceList": [], "Error": "" }]));
    let environment = &detail["TCB"][0]["Environments"][0];
    assert_eq!(environment["Environment"]["ID"], "env-1");
    assert_eq!(environment["AccessService"]["InstanceList"][0]["Domain"], "fn.example.com");
    assert_eq!(environment["HostService"]["InstanceList"][0]["Domain"], "files.example.com");
    assert_eq!(detail["TSE"][0]["InstanceList"][0]["CertificateList"][0]["Id"], "fa61bc05");
    assert_eq!(detail["TDMQ"][0]["InstanceList"][0]["NoMatchDomains"], json!(["q.other.org"]));
    assert_eq!(detail["MQTT"][0]["InstanceList"][0]["ServerCertIdList"], json!([id]));
    let listeners = &detail["GAAP"][0]["InstanceList"][0]["ListenerList"];
    assert_eq!(listeners[0]["CertIdList"], json!([id]));

    let some = json!({ "TaskId": task, "ResourceTypes": ["clb", "cdn"], "Regions": ["ap-tokyo"] });
    let detail = ssl.ask(action, &some);
    assert_eq!(detail["TKE"], json!([]));
    assert_eq!(
        detail["CLB"],
        json!([{ "Region": "ap-tokyo", "InstanceList": [], "TotalCount": 0, "Error": "" }])
    );
    let second = ssl.ask(action, &json!({ "TaskId": task, "Offset": "1", "Limit": "100" }));
    assert_eq!(second["VOD"], json!([{ "TotalCount": 1, "InstanceList": [], "Error": "" }]));
    assert_eq!(
        ssl.refuse(action, &json!({ "TaskId": "748599" })),
        "FailedOperation.CertificateSyncTaskIdInvalid"
    );
    assert_eq!(ssl.refuse(action, &json!({ "TaskId": task, "Limit": "ten" })), "FailedOperation");
}

#[test]
fn a_gateways_certificate_is_deployed_to_by_the_name_that_the_gateway_has_for_it() {
    let (ssl, _) = with_instances();
    let other = upload_again(&ssl);
    let deploy = |name: &str| json!({ "CertificateId": other, "ResourceType": "tse", "InstanceIdList": [name] });
    let there = ssl.in_region("ap-shanghai");
    let action = "DeployCertificateInstance";
    assert_eq!(
        there.refuse(action, &deploy(&format!("gateway-1|{other}"))),
        "FailedOperation.CertificateNotDeployInstance"
    );
    assert_eq!(there.ask(action, &deploy("gateway-1|fa61bc05"))["DeployStatus"], 1);
}
