"""What is asked of IAM before anything else."""


def drive(iam):
    [project] = iam.ask("KeystoneListProjects", name="cn-north-4")["projects"]
    assert iam.ask("KeystoneListAuthProjects")["projects"]
    [domain] = iam.ask("KeystoneListAuthDomains")["domains"]
    assert domain["id"] == project["domain_id"], (domain, project)
    assert any(region["id"] == "cn-north-4" for region in iam.ask("KeystoneListRegions")["regions"])
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
