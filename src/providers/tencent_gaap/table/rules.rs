//! The operations on the rules of domains.

use std::convert::identity;

use super::super::ops;
use crate::spec::Operation;

/// The rows.
pub(crate) static ROWS: &[Operation] = &[
    action!(
        "CreateRule", "Makes a rule of a domain, by the path that requests begin with.",
        r#"{"ListenerId":"listener-9vub5ymx","Domain":"www.baidu.com","Path":"/","RealServerType":"IP","Scheduler":"lc","HealthCheck":0,"ForwardProtocol":"HTTP","ForwardHost":"www.baidu.com"}"#,
        identity => ops::change_rule::create_rule
    ),
    action!(
        "DescribeRulesByRuleIds", "Shows up to ten rules.",
        r#"{"RuleIds":["rule-gsy1amjd"]}"#,
        => ops::forwarding_rule::describe_rules_by_rule_ids
    ),
    action!(
        "ModifyRuleAttribute", "Changes a rule, its origins aside.",
        r#"{"ListenerId":"listener-0s9kb7qt","RuleId":"rule-o8aq26zj","Path":"/path","ForwardHost":"www.baidu.com","ForcedRedirect":"","Scheduler":"rr","HealthCheck":1,"CheckParams":{"ConnectTimeout":2,"DelayLoop":30,"FailedThreshold":5,"BlockInter":600,"Path":"/path","Method":"HEAD","StatusCode":[100,200,300,400,500],"FailedCountInter":60,"Domain":"www.baidu.com"},"ServerNameIndicationSwitch":"ON","ServerNameIndication":"www.baidu.com"}"#,
        identity => ops::change_rule::modify_rule_attribute
    ),
    action!(
        "DeleteRule", "Deletes a rule.",
        r#"{"Force":1,"ListenerId":"listener-0s9kb7qt","RuleId":"rule-18vhg67"}"#,
        identity => ops::change_rule::delete_rule
    ),
    action!(
        "BindRuleRealServers", "Binds origins to a rule, in the place of those that were bound.",
        r#"{"RealServerBindSet":[{"RealServerWeight":1,"RealServerId":"rs-i3658cdf","RealServerIP":"1.1.1.1","RealServerPort":80}],"RuleId":"rule-gsy1amjd"}"#,
        identity => ops::bind::bind_rule_real_servers
    ),
    action!(
        "DescribeRuleRealServers", "Shows the origins that a rule has, and those that it could have.",
        r#"{"RuleId":"rule-gsy1amjd"}"#,
        => ops::bind::describe_rule_real_servers
    ),
    action!(
        "CreateCustomHeader", "Sets the headers that requests of a rule are sent to origins with.",
        r#"{"RuleId":"rule-18vhg67","Headers":[{"HeaderName":"X-REAL_IP","HeaderValue":"$remote_addr"},{"HeaderName":"X-FORWORD-IP","HeaderValue":"192.168.2.101"}]}"#,
        identity => ops::custom_header::create_custom_header
    ),
    action!(
        "DescribeCustomHeader", "Shows the headers that requests of a rule are sent with.",
        r#"{"RuleId":"rule-18vhg67"}"#,
        => ops::custom_header::describe_custom_header
    ),
    action!(
        "DescribeBlackHeader", "Lists the headers that nobody may set.",
        "{}",
        => ops::custom_header::describe_black_header
    ),
];
