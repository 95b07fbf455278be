//! Quotas and versions.

use serde_json::json;

use super::ask;
use crate::mock::Mock;

#[test]
fn quotas_and_versions_are_there_for_those_who_ask() {
    let mock = Mock::start();
    let quotas = ask(&mock, "ListQuotas", &[]).send().expect(200);
    let kinds: Vec<_> = quotas["quotas"]["resources"].as_array().unwrap().iter().collect();
    assert_eq!((&kinds[0]["type"], &kinds[1]["type"]), (&json!("elb"), &json!("listener")));
    let versions = mock.operation("huawei_elb", "ListVersions", &[]).send().expect(200);
    assert_eq!(versions["versions"][0]["id"], "v1.0");
    let version = mock.operation("huawei_elb", "ShowVersion", &[]).send().expect(200);
    assert_eq!(version["version"], versions["versions"][0]);
    for path in ["/v1.0/", "/v3/"] {
        let shown = mock.request("GET", path).send().expect(200);
        let href = format!("http://{}{path}", mock.address());
        assert_eq!(shown["version"]["links"][0]["href"], href, "the link leads to itself");
        assert_eq!(mock.request("GET", path.trim_end_matches('/')).send().expect(200), shown);
        assert_eq!(mock.request("DELETE", path).send().expect(404)["error_code"], "APIGW.0101");
    }
    let link = format!("http://{}/v1.0/", mock.address());
    assert_eq!(version["version"]["links"][0]["href"], link);
}
