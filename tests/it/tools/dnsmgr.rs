//! dnsmgr, of July 2026.

use serde_json::json;

use super::{Tool, cdn_certificate, cdn_domains};

#[test]
fn dnsmgr_deploys_to_all_that_ssl_deploys_to_and_reads_the_record_by_a_text() {
    let others = json!([
        { "type": "ddos", "instance_id": "bgpip-1", "domains": ["d.example.com"], "port": 443 },
        { "type": "lighthouse", "region": "ap-guangzhou", "instance_id": "lhins-1", "domains": ["l.example.com"] },
        { "type": "tke", "region": "ap-guangzhou", "instance_id": "cls-1", "namespace": "default",
          "secret_name": "tls", "domains": ["t.example.com"] },
        { "type": "cos", "region": "ap-guangzhou", "bucket": "files-1", "domains": ["f.example.com"] },
        { "type": "tse", "region": "ap-guangzhou", "instance_id": "gateway-1", "listener_id": "own-1",
          "domains": ["g.example.com"] },
    ]);
    let tool = Tool::with(&json!({
        "tencent_cdn": cdn_domains(&["www.example.com"]), "tencent_ssl": { "resources": others },
    }));
    let id = tool.upload("wildcard", false);
    let switch = json!({ "CertificateIds": [id], "SwitchStatus": 1 });
    tool.call("ssl.ModifyCertificatesExpiringNotificationSwitch", &switch);
    for (service, instance) in [
        ("cdn", "www.example.com"),
        ("ddos", "bgpip-1|d.example.com|443"),
        ("lighthouse", "ap-guangzhou|lhins-1|l.example.com"),
        ("tke", "cls-1|default|tls"),
        ("cos", "ap-guangzhou|files-1|f.example.com"),
        ("tse", "gateway-1|own-1"),
    ] {
        let deploy =
            json!({ "CertificateId": id, "InstanceIdList": [instance], "ResourceType": service });
        let made = tool.call("ssl.DeployCertificateInstance", &deploy);
        let record = json!({ "DeployRecordId": made["DeployRecordId"].to_string() });
        let detail = tool.call("ssl.DescribeHostDeployRecordDetail", &record);
        assert_eq!(detail["DeployRecordDetailList"][0]["Status"], 1, "{service}: {detail}");
    }
    assert_eq!(cdn_certificate(&tool, "www.example.com"), id.as_str());
}

#[test]
fn dnsmgr_gives_listeners_hosts_and_functions_the_certificate_abroad_too() {
    let tool = Tool::with_fixture("tencent_clb/sni");
    let id = tool.upload("wildcard", false);
    let https = json!({ "LoadBalancerId": "lb-11111111", "Protocol": "HTTPS" });
    let found = tool.call("clb.DescribeListeners", &https);
    assert_eq!(found["Listeners"][0]["SniSwitch"], 1);
    let modify = json!({
        "LoadBalancerId": "lb-11111111", "ListenerId": "lbl-11111111", "Domain": "www.example.com",
        "Certificate": { "SSLMode": "UNIDIRECTIONAL", "CertId": id },
    });
    tool.call("clb.ModifyDomainAttributes", &modify);

    let abroad = Tool { site: ".intl", ..Tool::with_fixture("tencent_teo/three-hosts") };
    let id = abroad.upload("wildcard", false);
    let hosts = json!({
        "ZoneId": "zone-21xfqlh4qjee", "Hosts": ["new.example.com"], "Mode": "sslcert",
        "ServerCertInfo": [{ "CertId": id }],
    });
    abroad.call("teo.ModifyHostsCertificate", &hosts);
    let unknown = json!({
        "ZoneId": "zone-21xfqlh4qjee", "Hosts": ["*.example.com"], "Mode": "sslcert",
        "ServerCertInfo": [{ "CertId": id }],
    });
    let refused = abroad.refused("teo.ModifyHostsCertificate", &unknown);
    assert_eq!(refused, "ResourceUnavailable.HostNotFound");
}
