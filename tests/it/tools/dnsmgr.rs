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
