"""A proxy with a listener, its domains and their certificates at GAAP, and the tags of the proxy."""

from mock import pair, pem


def drive(client):
    made = client.ask(
        "gaap.CreateProxy",
        ProjectId=0,
        ProxyName="proxy",
        AccessRegion="Hongkong",
        Bandwidth=10,
        Concurrent=2,
        RealServerRegion="Shanghai",
        TagSet=[{"TagKey": "team", "TagValue": "a"}],
    )
    proxy = made["InstanceId"]
    assert client.ask("gaap.DescribeTaskStatus", TaskId=made["RequestId"])["Status"] == "SUCCESS"
    assert client.ask("gaap.DescribeProxiesStatus", ProxyIds=[proxy])["InstanceStatusSet"][0]["Status"] == "RUNNING"
    shown = client.ask("gaap.DescribeProxies", ProxyIds=[proxy])["ProxySet"][0]
    assert shown["TagSet"] == [{"TagKey": "team", "TagValue": "a"}], shown
    tags = client.ask(
        "tag.DescribeResourceTagsByResourceIds",
        ServiceType="gaap",
        ResourcePrefix="proxy",
        ResourceRegion="ap-guangzhou",
        ResourceIds=[proxy],
    )
    assert [(tag["TagKey"], tag["TagValue"]) for tag in tags["Tags"]] == [("team", "a")], tags

    first, second = certificate(client, "wildcard"), certificate(client, "rsa-2048")
    clients = [
        client.ask("gaap.CreateCertificate", CertificateType=1, CertificateContent=pem("ca.crt"))["CertificateId"]
        for _ in range(2)
    ]
    listed = client.ask("gaap.DescribeCertificates", CertificateType=2, Limit=10)
    assert {one["CertificateId"] for one in listed["CertificateSet"]} == {first, second}, listed
    client.ask("gaap.ModifyCertificateAttributes", CertificateId=first, CertificateAlias="别名")
    detail = client.ask("gaap.DescribeCertificateDetail", CertificateId=first)["CertificateDetail"]
    assert (detail["CertificateAlias"], detail["CertificateContent"]) == ("别名", pem("wildcard.crt")), detail

    listener = client.ask(
        "gaap.CreateHTTPSListener",
        ListenerName="listener",
        Port=443,
        CertificateId=first,
        ForwardProtocol="HTTP",
        ProxyId=proxy,
        AuthType=1,
        PolyClientCertificateIds=clients,
    )["ListenerId"]
    client.ask(
        "gaap.ModifyHTTPSListenerAttribute", ListenerId=listener, ProxyId=proxy, ListenerName="other", ForwardProtocol="HTTP"
    )
    shown = client.ask("gaap.DescribeHTTPSListeners", ProxyId=proxy, Limit=20, Offset=0)["ListenerSet"][0]
    assert (shown["ListenerId"], shown["ListenerName"]) == (listener, "other"), shown

    def rule(domain="www.example.com"):
        rules = client.ask("gaap.DescribeRules", ListenerId=listener)["DomainRuleSet"]
        return next(one for one in rules if one["Domain"] == domain)

    client.ask("gaap.CreateDomain", ListenerId=listener, Domain="www.example.com", IsDefaultServer=True)
    client.ask(
        "gaap.ModifyCertificate",
        ListenerId=listener,
        Domain="www.example.com",
        CertificateId=second,
        PolyClientCertificateIds=clients,
    )
    assert rule()["CertificateId"] == second
    client.ask("gaap.ModifyCertificate", ListenerId=listener, Domain="www.example.com", CertificateId="default")
    assert rule()["CertificateId"] == "default"
    message = client.refused(
        "InvalidParameter", "gaap.ModifyCertificate", ListenerId="listener-xxx", Domain="www.test.com", CertificateId="default"
    )
    assert message == "ListenerId(listener-xxx) Not Exist.", message
    client.ask("gaap.SetAuthentication", ListenerId=listener, Domain="www.example.com", BasicAuth=0, GaapAuth=0)
    client.refused("FailedOperation.CertificateIsUsing", "gaap.DeleteCertificate", CertificateId=first)
    client.ask("gaap.ModifyDomain", ListenerId=listener, OldDomain="www.example.com", NewDomain="api.example.com")
    assert rule("api.example.com")

    client.ask(
        "gaap.SetTlsVersion",
        ListenerId=listener,
        TLSSupportVersion=["TLSv1.2", "TLSv1.3"],
        TLSCiphers="GAAP_TLS_CIPHERS_STRICT",
    )
    shown = client.ask("gaap.DescribeHTTPSListeners", ListenerId=listener)["ListenerSet"][0]
    assert shown["TLSSupportVersion"] == ["TLSv1.2", "TLSv1.3"], shown
    plain(client, proxy)
    route(client, listener, "api.example.com")
    page(client, listener, "api.example.com")
    stream(client, proxy)
    measure(client, proxy, listener)

    client.ask("gaap.DeleteDomain", ListenerId=listener, Domain="api.example.com", Force=0)
    deleted = client.ask("gaap.DeleteListeners", ListenerIds=[listener], Force=0, ProxyId=proxy)
    assert deleted["OperationSucceedListenerSet"] == [listener], deleted
    client.ask("gaap.DeleteCertificate", CertificateId=first)
    change(client, proxy)
    lead(client, proxy)
    client.ask("gaap.DestroyProxies", Force=1, ProxyIds=[proxy])
    shop(client)
    gather(client)


def plain(client, proxy):
    """A listener of HTTP on the proxy, and its domain."""
    listener = client.ask("gaap.CreateHTTPListener", ListenerName="plain", Port=80, ProxyId=proxy)["ListenerId"]
    client.ask("gaap.ModifyHTTPListenerAttribute", ListenerId=listener, ListenerName="other", ProxyId=proxy)
    shown = client.ask("gaap.DescribeHTTPListeners", ListenerId=listener, Limit=50)["ListenerSet"]
    assert [(one["ListenerName"], one["Protocol"]) for one in shown] == [("other", "HTTP")], shown
    client.ask("gaap.CreateDomain", ListenerId=listener, Domain="www.example.com")
    assert client.ask("gaap.DescribeRules", ListenerId=listener)["TotalCount"] == 1
    client.ask("gaap.DeleteListeners", ListenerIds=[listener], Force=1, ProxyId=proxy)


def route(client, listener, domain):
    """A rule of a domain, with an origin and a header."""
    added = client.ask("gaap.AddRealServers", ProjectId=0, RealServerIP=["192.0.2.1"], RealServerName="origin")
    server = added["RealServerSet"][0]["RealServerId"]
    client.ask("gaap.ModifyRealServerName", RealServerId=server, RealServerName="renamed")
    shown = client.ask("gaap.DescribeRealServers", ProjectId=-1, SearchValue="192.0.2")["RealServerSet"]
    assert [(one["RealServerId"], one["RealServerName"]) for one in shown] == [(server, "renamed")], shown

    rule = client.ask(
        "gaap.CreateRule",
        ListenerId=listener,
        Domain=domain,
        Path="/",
        RealServerType="IP",
        Scheduler="wrr",
        HealthCheck=1,
        CheckParams=dict(DelayLoop=5, ConnectTimeout=2, Path="/", Method="GET", StatusCode=[200]),
    )["RuleId"]
    client.ask("gaap.ModifyRuleAttribute", ListenerId=listener, RuleId=rule, Path="/new", ForwardHost="host.example.com")
    bound = [dict(RealServerId=server, RealServerIP="192.0.2.1", RealServerPort=8080, RealServerWeight=3)]
    client.ask("gaap.BindRuleRealServers", RuleId=rule, RealServerBindSet=bound)
    shown = client.ask("gaap.DescribeRulesByRuleIds", RuleIds=[rule])["RuleSet"][0]
    assert (shown["Path"], shown["ForwardHost"], shown["RuleStatus"]) == ("/new", "host.example.com", 0), shown
    assert shown["RealServerSet"][0]["RealServerWeight"] == 3, shown
    health = client.ask("gaap.DescribeRealServerStatistics", RealServerId=server, RuleId=rule, WithinTime=1)
    assert {point["Data"] for point in health["StatisticsData"]} == {1}, health
    origins = client.ask("gaap.DescribeRuleRealServers", RuleId=rule)
    assert (origins["TotalCount"], origins["BindRealServerTotalCount"]) == (1, 1), origins
    status = client.ask("gaap.DescribeRealServersStatus", RealServerIds=[server])["RealServerStatusSet"][0]
    assert status["BindStatus"] == 1, status
    client.refused("FailedOperation.RealServerAlreadyBound", "gaap.RemoveRealServers", RealServerIds=[server])

    header = dict(HeaderName="X-Real", HeaderValue="$remote_addr")
    client.ask("gaap.CreateCustomHeader", RuleId=rule, Headers=[header])
    assert client.ask("gaap.DescribeCustomHeader", RuleId=rule)["Headers"] == [header]
    black = client.ask("gaap.DescribeBlackHeader")["BlackHeaders"][0]
    client.refused(
        "InvalidParameterValue.HitBlacklist",
        "gaap.CreateCustomHeader",
        RuleId=rule,
        Headers=[dict(HeaderName=black, HeaderValue="a")],
    )

    client.ask("gaap.DeleteRule", ListenerId=listener, RuleId=rule, Force=1)
    client.ask("gaap.RemoveRealServers", RealServerIds=[server])


def page(client, listener, domain):
    """An error page of a domain."""
    made = client.ask(
        "gaap.CreateDomainErrorPageInfo", ListenerId=listener, Domain=domain, ErrorNos=[404, 503], Body="gone", NewErrorNo=410
    )["ErrorPageId"]
    shown = client.ask("gaap.DescribeDomainErrorPageInfo", ListenerId=listener, Domain=domain)["ErrorPageSet"]
    assert [(one["ErrorPageId"], one["ErrorNos"]) for one in shown] == [(made, [404, 503])], shown
    assert client.ask("gaap.DescribeDomainErrorPageInfoByIds", ErrorPageIds=[made])["ErrorPageSet"] == shown
    client.ask("gaap.DeleteDomainErrorPageInfo", ErrorPageId=made)


def stream(client, proxy):
    """Listeners of TCP and UDP, and their origins."""
    added = client.ask("gaap.AddRealServers", ProjectId=0, RealServerIP=["origin.example.com"], RealServerName="name")
    server = added["RealServerSet"][0]["RealServerId"]
    order = dict(ListenerName="stream", Ports=[7000], Scheduler="rr", RealServerType="DOMAIN", ProxyId=proxy)
    tcp = client.ask("gaap.CreateTCPListeners", HealthCheck=1, DelayLoop=5, ConnectTimeout=2, **order)["ListenerIds"]
    udp = client.ask("gaap.CreateUDPListeners", **order)["ListenerIds"]
    client.ask("gaap.ModifyTCPListenerAttribute", ListenerId=tcp[0], ProxyId=proxy, ListenerName="other")
    client.ask("gaap.ModifyUDPListenerAttribute", ListenerId=udp[0], ProxyId=proxy, Scheduler="lc")
    bound = [dict(RealServerId=server, RealServerIP="origin.example.com", RealServerPort=7001)]
    client.ask("gaap.BindListenerRealServers", ListenerId=tcp[0], RealServerBindSet=bound)
    origins = client.ask("gaap.DescribeListenerRealServers", ListenerId=tcp[0])
    assert (origins["TotalCount"], origins["BindRealServerTotalCount"]) == (1, 1), origins
    shown = client.ask("gaap.DescribeTCPListeners", ListenerId=tcp[0], Limit=50)["ListenerSet"][0]
    assert (shown["ListenerName"], shown["RealServerSet"][0]["RealServerPort"]) == ("other", 7001), shown
    shown = client.ask("gaap.DescribeUDPListeners", ProxyId=proxy, Port=7000)["ListenerSet"]
    assert [(one["ListenerId"], one["Scheduler"]) for one in shown] == [(udp[0], "lc")], shown
    deleted = client.ask("gaap.DeleteListeners", ListenerIds=tcp + udp, Force=1, ProxyId=proxy)
    assert deleted["OperationSucceedListenerSet"] == tcp + udp, deleted
    client.ask("gaap.RemoveRealServers", RealServerIds=[server])


def change(client, proxy):
    """All that can be changed of a proxy."""
    client.ask("gaap.ModifyProxiesAttribute", ProxyIds=[proxy], ProxyName="renamed")
    client.ask("gaap.ModifyProxiesProject", ProxyIds=[proxy], ProjectId=5)
    client.ask("gaap.ModifyProxyConfiguration", ProxyId=proxy, Bandwidth=20)
    shown = client.ask("gaap.DescribeProxyDetail", ProxyId=proxy)["ProxyDetail"]
    assert (shown["ProxyName"], shown["ProjectId"], shown["Bandwidth"]) == ("renamed", 5, 20), shown
    closed = client.ask("gaap.CloseProxies", ProxyIds=[proxy])
    assert closed["InvalidStatusInstanceSet"] == [], closed
    assert client.ask("gaap.DescribeProxyDetail", ProxyId=proxy)["ProxyDetail"]["Status"] == "CLOSED"
    assert client.ask("gaap.OpenProxies", ProxyIds=[proxy])["OperationFailedInstanceSet"] == []


def shop(client):
    """Where proxies are to be had, whether, and for how much."""
    access = client.ask("gaap.DescribeAccessRegions")
    assert len(access["AccessRegionSet"]) == access["TotalCount"], access
    region = client.ask("gaap.DescribeDestRegions")["DestRegionSet"][0]["RegionId"]
    offers = client.ask("gaap.DescribeAccessRegionsByDestRegion", DestRegion=region)["AccessRegionSet"][0]
    order = dict(
        AccessRegion=offers["RegionId"],
        RealServerRegion=region,
        Bandwidth=offers["BandwidthList"][0],
        Concurrent=offers["ConcurrentList"][0],
    )
    assert client.ask("gaap.CheckProxyCreate", **order)["CheckFlag"] == 1
    assert client.ask("gaap.InquiryPriceCreateProxy", **order)["Currency"] == "CNY"


def gather(client):
    """A group of proxies, and its domain."""
    group = client.ask("gaap.DescribeProxyGroupDetails", GroupId="lg-clients1")["ProxyGroupDetail"]
    assert group["IsSupportTLSChoice"] == 1, group
    client.ask(
        "gaap.CreateProxy",
        ProjectId=0,
        ProxyName="grouped",
        AccessRegion="Hongkong",
        Bandwidth=10,
        Concurrent=2,
        GroupId="lg-clients1",
    )
    assert client.ask("gaap.CreateProxyGroupDomain", GroupId="lg-clients1")["GroupId"] == "lg-clients1"
    regions = [dict(RegionId="Hongkong", NationCountryInnerList=["101003"])]
    client.ask(
        "gaap.ModifyGroupDomainConfig", GroupId="lg-clients1", DefaultDnsIp="192.0.2.1", AccessRegionList=regions
    )
    config = client.ask("gaap.DescribeGroupDomainConfig", GroupId="lg-clients1")
    countries = config["AccessRegionList"][0]["NationCountryInnerList"]
    assert [one["NationCountryInnerCode"] for one in countries] == ["101003"], config
    assert (config["DefaultDnsIp"], config["AccessRegionCount"]) == ("192.0.2.1", 1), config


def measure(client, proxy, listener):
    """What was measured of a listener, and which listeners are measured."""
    listed = client.ask("gaap.DescribeProxyAndStatisticsListeners", ProjectId=0)["ProxySet"]
    listeners = [one["ListenerId"] for each in listed if each["ProxyId"] == proxy for one in each["ListenerList"]]
    assert listener in listeners, listed
    measured = client.ask(
        "gaap.DescribeListenerStatistics",
        ListenerId=listener,
        StartTime="2026-01-01 00:00:00",
        EndTime="2026-01-01 00:10:00",
        MetricNames=["InBandwidth", "Concurrent"],
        Granularity=300,
    )["StatisticsData"]
    assert [one["MetricName"] for one in measured] == ["InBandwidth", "Concurrent"], measured
    assert {point["Data"] for point in measured[0]["MetricData"]} == {0}, measured


def lead(client, proxy):
    """A global domain, and a record by which it leads to a proxy."""
    made = client.ask("gaap.CreateGlobalDomain", ProjectId=0, DefaultValue="192.0.2.1", Alias="name")["DomainId"]
    client.ask("gaap.ModifyGlobalDomainAttribute", DomainId=made, ProjectId=0, DefaultValue="origin.example.com")
    client.ask("gaap.DisableGlobalDomain", DomainId=made)
    shown = client.ask("gaap.DescribeGlobalDomains", ProjectId=0, Offset=0, Limit=20)["Domains"]
    assert [(one["DomainId"], one["Type"], one["Status"]) for one in shown] == [(made, "DOMAIN", 1)], shown
    client.ask("gaap.EnableGlobalDomain", DomainId=made)

    listed = client.ask("gaap.DescribeCountryAreaMapping")["CountryAreaMappingList"]
    first, second = (country["NationCountryInnerCode"] for country in listed[:2])
    client.ask("gaap.CreateGlobalDomainDns", DomainId=made, ProxyIdList=[proxy], NationCountryInnerCodes=[first])
    record = client.ask("gaap.DescribeGlobalDomainDns", DomainId=made)["GlobalDnsList"][0]
    assert (record["Status"], record["AccessList"][0]["ProxyId"]) == (1, proxy), record
    number = record["DnsRecordId"]
    client.ask(
        "gaap.ModifyGlobalDomainDns",
        DnsRecordId=number,
        DomainId=made,
        ProxyIdList=[proxy],
        NationCountryInnerCodes=[second],
    )
    record = client.ask("gaap.DescribeGlobalDomainDns", DomainId=made)["GlobalDnsList"][0]
    assert [one["NationCountryInnerCode"] for one in record["CountryAreaList"]] == [second], record
    client.ask("gaap.DeleteGlobalDomainDns", DnsRecordId=number)
    assert client.ask("gaap.DescribeGlobalDomainDns", DomainId=made)["GlobalDnsList"] == []
    client.ask("gaap.DeleteGlobalDomain", DomainId=made)


def certificate(client, name):
    content, key = pair(name)
    made = client.ask(
        "gaap.CreateCertificate", CertificateType=2, CertificateContent=content, CertificateKey=key, CertificateAlias=name
    )
    return made["CertificateId"]
