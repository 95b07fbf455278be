"""What is asked of IAM before anything else, and of its STS."""

from huaweicloudsdkiam.v3.region.iam_region import IamRegion


def drive(iam, sts):
    [project] = iam.ask("KeystoneListProjects", name="cn-north-4")["projects"]
    assert iam.ask("KeystoneListAuthProjects")["projects"]
    [domain] = iam.ask("KeystoneListAuthDomains")["domains"]
    assert domain["id"] == project["domain_id"], (domain, project)
    # Each region that the SDK finds IAM in.
    regions = {region["id"] for region in iam.ask("KeystoneListRegions")["regions"]}
    assert regions == set(IamRegion.static_fields), regions ^ set(IamRegion.static_fields)
    who = sts.ask("GetCallerIdentity")
    assert who["account_id"] == domain["id"], who
    assert who["principal_urn"] == f"iam::{domain['id']}:user:{who['principal_id']}", who
    wanted = {"name": "cn-north-4_team", "parent_id": project["id"], "description": "of a team"}
    made = iam.ask("KeystoneCreateProject", body={"project": wanted})["project"]
    assert {member: made[member] for member in wanted} == wanted, made
    [found] = iam.ask("KeystoneListProjects", name="cn-north-4_team")["projects"]
    assert (found["id"], found["parent_id"]) == (made["id"], project["id"]), found
    iam.refused(409, 409, "KeystoneCreateProject", body={"project": wanted})
    assert iam.ask("KeystoneShowCatalog")["catalog"]
    login = {
        "auth": {
            "identity": {
                "methods": ["password"],
                "password": {"user": {"name": "certmock", "password": "certmock", "domain": {"name": "certmock"}}},
            },
            "scope": {"project": {"id": project["id"]}},
        }
    }
    made = iam.ask("KeystoneCreateUserTokenByPassword", body=login)
    assert made["token"]["project"]["id"] == project["id"], made
    valid = iam.ask("KeystoneValidateToken", x_subject_token=made["x_subject_token"])
    assert valid["token"]["user"]["name"] == "certmock", valid
    login["auth"]["identity"]["password"]["user"]["password"] = "wrong"
    iam.refused(401, 401, "KeystoneCreateUserTokenByPassword", body=login)
