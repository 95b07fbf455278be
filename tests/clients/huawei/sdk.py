"""The current SDK of Huawei Cloud: `huaweicloudsdkelb` (v2, v3), `-scm`, `-cdn` (v1, v2), `-waf`, `-iam`
and `-sts`, which find their projects and domains by themselves. Without an address they ask the
vendor's own hosts."""

import importlib
import os
import re
import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException

import cdn_life
import elb_life
import iam_life
import scm_life
import waf_life

# Each with its region, and with the credentials of a project or of a domain.
SERVICES = {
    "elb.v2": ("cn-north-4", BasicCredentials),
    "elb.v3": ("cn-north-4", BasicCredentials),
    "waf.v1": ("cn-north-4", BasicCredentials),
    "scm.v3": ("cn-north-4", GlobalCredentials),
    "cdn.v1": ("cn-north-1", GlobalCredentials),
    "cdn.v2": ("cn-north-1", GlobalCredentials),
    "iam.v3": ("cn-north-4", GlobalCredentials),
    "sts.v1": ("cn-north-4", BasicCredentials),
}


class Refused(Exception):
    def __init__(self, status, code, message):
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code = status, code


class Service:
    """A service: `ask("Operation", …)` gives its reply as a dict, `refused(…)` has it refused."""

    def __init__(self, name):
        service, version = name.split(".")
        package = f"huaweicloudsdk{service}.{version}"
        self.models = importlib.import_module(f"{package}.model")
        module = importlib.import_module(f"{package}.{service}_client")
        region = importlib.import_module(f"{package}.region.{service}_region")
        client = getattr(module, f"{service.capitalize()}Client")
        at, credentials = SERVICES[name]
        place = getattr(region, f"{service.capitalize()}Region").value_of(at)
        self.client = client.new_builder().with_credentials(credentials("certmock", "certmock")).with_region(place).build()

    def ask(self, operation, **parameters):
        request = getattr(self.models, f"{operation}Request")(**parameters)
        method = re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()
        try:
            return getattr(self.client, method)(request).to_dict()
        except ClientRequestException as error:
            raise Refused(error.status_code, error.error_code, error.error_msg) from error

    def refused(self, status, code, operation, **parameters):
        try:
            reply = self.ask(operation, **parameters)
        except Refused as error:
            assert (error.status, error.code) == (status, code), f"{operation}: {error}, not {status} {code}"
            return
        raise AssertionError(f"{operation} answered {reply}, not {status} {code}")


def point_at(url):
    """Has every service be asked there, as an operator would: by the environment."""
    for name, (region, _) in SERVICES.items():
        service = name.split(".")[0]
        os.environ[f"HUAWEICLOUD_SDK_REGION_{service}_{region}".replace("-", "_").upper()] = url
    os.environ["HUAWEICLOUD_SDK_IAM_ENDPOINT"] = url


def main():
    services = {name: Service(name) for name in SERVICES}
    iam_life.drive(services["iam.v3"], services["sts.v1"])
    elb_life.drive(services["elb.v3"], services["elb.v2"])
    scm_life.drive(services["scm.v3"], services["elb.v3"], services["waf.v1"], services["cdn.v2"])
    cdn_life.drive(services["cdn.v2"], services["cdn.v1"])
    waf_life.drive(services["waf.v1"])


if __name__ == "__main__":
    for url in sys.argv[1:]:
        point_at(url)
    main()
