"""A client that is made from the OpenAPI document that certmock serves, for what no other client of
Rainbond asks: teams, regions, HTTP rules."""

import sys
import tempfile

from generated import Generated
from mock import control, pair

TEAM = "1" * 32
PLACE = (TEAM, "certmock", "1")


def main(url):
    with tempfile.TemporaryDirectory() as folder:
        made = Generated(control(url, "GET", "openapi/rainbond.json"), folder)
        client = made.connect(url)

        def ask(name, *place, status=200, **more):
            answer = made.operation(name)(*place, client=client, **more)
            assert answer.status_code == status, f"{name}: {answer}"
            return answer.parsed

        assert [team.tenant_name for team in ask("list_teams").tenants] == ["certmock", "certmock2"]
        assert ask("get_team", TEAM).tenant_name == "certmock"
        assert ask("list_team_regions", TEAM).regions[0].region_name == "certmock"
        assert ask("list_regions")[0].region_name == "certmock"

        certificate, key = pair("rsa-2048")
        body = made.models.CreateCertificateBody(
            alias="site", private_key=key, certificate=certificate, certificate_type="服务端证书"
        )
        kept = ask("create_certificate", TEAM, body=body)
        assert ask("list_certificates", TEAM).list_[0].id == kept.id
        assert ask("get_certificate", TEAM, str(kept.id)).certificate.strip() == certificate.strip()
        ask("create_certificate", TEAM, body=body, status=412)
        ask("update_certificate", TEAM, str(kept.id), body=made.models.UpdateCertificateBody.from_dict(body.to_dict()))

        body = made.models.CreateAppHttpDomainBody(
            service_id=TEAM, container_port=80, domain_name="www.example.com", certificate_id=kept.id
        )
        rule = ask("create_app_http_domain", *PLACE, body=body, status=201)
        assert rule.protocol == "https", rule
        ask("delete_certificate", TEAM, str(kept.id), status=400)
        assert len(ask("list_http_domains")) == len(ask("list_app_http_domains", *PLACE)) == 1
        assert ask("get_app_http_domain", *PLACE, rule.http_rule_id).domain_name == "www.example.com"
        change = made.models.UpdateAppHttpDomainBody(service_id=TEAM, certificate_id=0)
        assert ask("update_app_http_domain", *PLACE, rule.http_rule_id, body=change).protocol == "http"
        ask("delete_app_http_domain", *PLACE, rule.http_rule_id)
        ask("delete_certificate", TEAM, str(kept.id))


if __name__ == "__main__":
    main(sys.argv[1])
