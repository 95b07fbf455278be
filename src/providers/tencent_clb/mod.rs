//! Tencent Cloud's load balancers: listeners, and the certificates that they and their domains have.

mod errors;
mod ops;
mod state;
mod types;

use self::ops::change;
use self::ops::domain::DomainEdit;
use self::ops::listener::ListenerEdit;
pub(super) use self::state::Account;
use self::state::tasks::TASK_PACE;
use self::types::wire::WIRE;
use crate::spec::{Dated, Provider, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_clb.rs"));

/// A row of the table.
macro_rules! action {
    ($($row:tt)*) => {
        super::tencent::action!(
            documented,
            "https://console.cloud.tencent.com/api/explorer?Product=clb&Version=2018-03-17&Action=",
            $($row)*
        )
    };
}

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_clb",
    title: "Tencent Cloud CLB",
    hosts: &["clb.tencentcloudapi.com", "clb.*.tencentcloudapi.com"],
    state: Some(&StateOf::<Account>::new(&[Dated::Rfc3339("load_balancers", "created")])),
    paces: &[TASK_PACE],
    surface: Surface::Actions(&[
        action!(
            "DescribeLoadBalancers", "Lists load balancers that pass filters, a page at a time.",
            r#"{"LoadBalancerIds":["lb-cuxw2rm0"]}"#,
            => ops::list::describe_load_balancers
        ),
        action!(
            "DescribeListeners", "Lists the listeners of a load balancer with their rules.",
            r#"{"LoadBalancerId":"lb-cuxw2rm0","Protocol":"HTTPS"}"#,
            => ops::list::describe_listeners
        ),
        action!(
            "ModifyListener",
            "Changes a listener: its certificate, among the rest.",
            r#"{"LoadBalancerId":"lb-cuxw2rm0","ListenerId":"lbl-d1ubsydq","ListenerName":"newlistener"}"#,
            ops::listener::load_listener,
            change::pack::<ListenerEdit>,
            change::note::<ListenerEdit>
        ),
        action!(
            "ModifyDomainAttributes",
            "Changes a domain of a listener: its certificate, among the rest.",
            r#"{"LoadBalancerId":"lb-cuxw2rm0","ListenerId":"lbl-d1ubsydq","Domain":"www.test.com","Http2":true}"#,
            ops::domain::load_domain,
            change::pack::<DomainEdit>,
            change::note::<DomainEdit>
        ),
        action!(
            "DescribeTaskStatus", "Says how far a task is that a write began.",
            r#"{"TaskId":"4b2e3a4c-1d2f-4e5a-9c8b-7a6d5e4f3c2b"}"#,
            => ops::task::describe_task_status
        ),
        action!(
            "ReplaceCertForLoadBalancers",
            "Gives all that has a certificate another one, in every region.",
            r#"{"OldCertificateId":"hehx1234","Certificate":{"SSLMode":"UNIDIRECTIONAL","CertId":"a91hoLqi"}}"#,
            ops::bound::load_replacement,
            ops::bound::pack_replacement,
            ops::bound::note_replacement
        ),
        action!(
            "DescribeLoadBalancerListByCertId", "Lists the load balancers that have certificates.",
            r#"{"CertIds":["hehx1234"]}"#,
            => ops::bound::describe_load_balancer_list_by_cert_id
        ),
    ]),
    ..Provider::on(&WIRE)
};
