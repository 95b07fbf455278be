"""What the clients of Tencent Cloud have in common, as the scenarios see them."""

VERSIONS = {
    "ssl": "2019-12-05",
    "gaap": "2018-05-29",
    "tag": "2018-08-13",
    "cdn": "2018-06-06",
    "clb": "2018-03-17",
    "sts": "2018-08-13",
    "teo": "2022-09-01",
    "vod": "2018-07-17",
    "live": "2018-08-01",
    "waf": "2018-01-25",
    "scf": "2018-04-16",
}


class Refused(Exception):
    """An error that the service answered."""

    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code, self.message = code, message


class Client:
    """A client: `call(service, action, parameters)` gives the reply or raises `Refused`."""

    def call(self, service, action, parameters):
        raise NotImplementedError

    def ask(self, action, **parameters):
        """Calls `service.Action`; the reply."""
        return self.call(*action.split("."), parameters)

    def refused(self, code, action, **parameters):
        """Calls what must be refused with that code; the message."""
        try:
            reply = self.ask(action, **parameters)
        except Refused as error:
            assert error.code == code, f"{action}: {error}, not {code}"
            return error.message
        raise AssertionError(f"{action} answered {reply}, not {code}")
