//! Tencent Cloud SSL: certificates uploaded, ordered, reissued, deployed.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

use self::errors::Error;
pub(super) use self::state::deliveries::{Bindings, Delivery};
pub(super) use self::state::deployments::Deployments;
pub(super) use self::state::hosted::{
    Hosted, change_tags, find_hosted, host, host_authority, host_named,
};
pub(super) use self::state::instances::Product;
pub(super) use self::state::resource_type::ResourceType;
pub(super) use self::state::resources::{ListenerRule, Resource};
use self::state::{
    Account, DELETE_PACE, DEPLOY_PACE, ISSUE_PACE, RECORD_PACE, RETRY_PACE, ROLLBACK_PACE,
};
use self::types::instances::domains::{
    CdnInstanceDetail, CosInstanceDetail, LiveInstanceDetail, TeoInstanceDetail, VodInstanceDetail,
    WafInstanceDetail,
};
use self::types::instances::listeners::ClbInstanceDetail;
use self::types::instances::secrets::TkeInstanceDetail;
use self::types::instances::servers::{DdosInstanceDetail, LighthouseInstanceDetail};
use self::types::limits::LISTS;
use super::tencent::requests_of;
use crate::protocol::tencent::Tencent;
use crate::spec::{Dated, ErrorCode, Failure, Gate, Provider, Request, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_ssl.rs"));

static WIRE: Tencent =
    Tencent::new("ssl", "2019-12-05", || requests_of!("tencent_ssl")).with_own_lists(LISTS);

/// A row of the table.
macro_rules! action {
    ($($row:tt)*) => {
        super::tencent::action!(
            documented,
            "https://console.cloud.tencent.com/api/explorer?Product=ssl&Version=2019-12-05&Action=",
            $($row)*
        )
    };
}

/// A row of a list of instances.
macro_rules! instances {
    ($action:tt => [$($list:tt)*] $summary:tt) => {
        action!(
            $action,
            $summary,
            r#"{"CertificateId":"vyRlKIeI"}"#,
            => $($list)*
        )
    };
}

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_ssl",
    title: "Tencent Cloud SSL",
    hosts: &["ssl.tencentcloudapi.com", "ssl.*.tencentcloudapi.com"],
    entrance: Some(&Gate { check: check_policy, make: None }),
    download: Some(ops::download::download_file),
    state: Some(&StateOf::<Account>::new(&[
        Dated::Rfc3339("certificates", "inserted"),
        Dated::Rfc3339("managers", "created"),
        Dated::Rfc3339("packages", "created"),
    ])),
    pair_at: &["contents"],
    paces: &[ISSUE_PACE, RECORD_PACE, DEPLOY_PACE, RETRY_PACE, ROLLBACK_PACE, DELETE_PACE],
    surface: Surface::Actions(&[
        action!(
            "UploadCertificate", "Uploads a certificate with its chain and key.",
            r#"{"CertificatePublicKey":"{{certificate}}","CertificatePrivateKey":"{{private_key}}","Alias":"www","Repeatable":false}"#,
            ops::upload::read_upload => ops::upload::upload_certificate
        ),
        action!(
            "DescribeCertificate", "Shows a certificate, without its texts.",
            r#"{"CertificateId":"hehx1234"}"#,
            => ops::describe::describe_certificate
        ),
        action!(
            "DescribeCertificateDetail", "Shows a certificate with its texts and its private key.",
            r#"{"CertificateId":"hehx1234"}"#,
            => ops::describe::describe_certificate_detail
        ),
        action!(
            "DescribeCertificates", "Lists certificates that pass filters, a page at a time.",
            r#"{"Limit":1,"Offset":0}"#,
            => ops::list::describe_certificates
        ),
        action!(
            "DeleteCertificate", "Deletes a certificate, at once or by a task.",
            r#"{"CertificateId":"hehx1234","IsCheckResource":false}"#,
            identity => ops::delete::delete_certificate
        ),
        action!(
            "DeleteCertificates", "Deletes up to 100 certificates.",
            r#"{"CertificateIds":["1ODjBeH8","25EMBPYQ"],"IsSync":true}"#,
            identity => ops::delete::delete_certificates
        ),
        action!(
            "DescribeDeleteCertificatesTaskResult", "Says what became of deletions.",
            r#"{"TaskIds":["11","12"]}"#,
            => ops::delete::describe_delete_certificates_task_result
        ),
        action!(
            "ApplyCertificate", "Applies for a free certificate.",
            r#"{"DvAuthMethod":"DNS","DomainName":"www.test.com","CsrEncryptAlgo":"ECC"}"#,
            ops::order::check_application, ops::order::generate_for_application => ops::order::apply_certificate
        ),
        action!(
            "CompleteCertificate", "Has the domain of an order validated.",
            r#"{"CertificateId":"gdLGWRev"}"#,
            identity => ops::order::complete_certificate
        ),
        action!(
            "CheckCertificateDomainVerification", "Says how far the validation of the domains is.",
            r#"{"CertificateId":"gdLGWRev"}"#,
            => ops::order::check_certificate_domain_verification
        ),
        action!(
            "ReplaceCertificate", "Reissues a certificate, under a new id.",
            r#"{"CertificateId":"a91hoLqi","ValidType":"DNS"}"#,
            ops::replace::check_replacement, ops::replace::generate_for_replacement => ops::replace::replace_certificate
        ),
        action!(
            "CancelCertificateOrder", "Cancels an order that is not granted yet.",
            r#"{"CertificateId":"hehx1234"}"#,
            identity => ops::order::cancel_certificate_order
        ),
        action!(
            "CancelAuditCertificate", "Takes an order back from review.",
            r#"{"CertificateId":"hehx1234"}"#,
            identity => ops::order::cancel_audit_certificate
        ),
        action!(
            "RevokeCertificate", "Revokes an issued certificate.",
            r#"{"CertificateId":"hehx1234","Reason":"revoke"}"#,
            identity => ops::order::revoke_certificate
        ),
        action!(
            "DownloadCertificate", "Packs a certificate for web servers.",
            r#"{"CertificateId":"hehx1234"}"#,
            identity => ops::download::download_certificate
        ),
        action!(
            "DescribeDownloadCertificateUrl", "Says where a certificate can be downloaded.",
            r#"{"CertificateId":"sduwd123","ServiceType":"nginx"}"#,
            => ops::download::describe_download_certificate_url
        ),
        action!(
            "ModifyCertificateAlias", "Changes or clears a certificate's alias.",
            r#"{"CertificateId":"hehx1234","Alias":"others"}"#,
            identity => ops::modify::modify_certificate_alias
        ),
        action!(
            "ModifyCertificateProject", "Moves up to 100 certificates to a project.",
            r#"{"CertificateIdList":["8ea2a8ee","4084da1d"],"ProjectId":673782}"#,
            identity => ops::modify::modify_certificate_project
        ),
        action!(
            "CheckCertificateChain", "Says whether a chain is whole.",
            r#"{"CertificateChain":"{{certificate}}"}"#,
            => ops::check::check_certificate_chain
        ),
        action!(
            "CheckCertificateExist", "Says whether a certificate was uploaded before.",
            r#"{"CertificatePublicKey":"{{certificate}}"}"#,
            => ops::check::check_certificate_exist
        ),
        action!(
            "DescribeCertificateOperateLogs", "Lists what was done, a page at a time.",
            r#"{"Limit":5,"Offset":0}"#,
            => ops::modify::describe_certificate_operate_logs
        ),
        action!(
            "ModifyCertificatesExpiringNotificationSwitch", "Sets whether its owner is told of a certificate's end.",
            r#"{"CertificateIds":["Thd1234j"],"SwitchStatus":1}"#,
            identity => ops::modify::modify_certificates_expiring_notification_switch
        ),
        action!(
            "DeployCertificateInstance", "Deploys a certificate to instances.",
            r#"{"CertificateId":"vyRlKIeI","InstanceIdList":["cdn1.tencent.com|off"],"ResourceType":"cdn"}"#,
            identity => ops::deploy::deploy_certificate_instance
        ),
        action!(
            "DescribeHostDeployRecord", "Lists the deployments of a certificate.",
            r#"{"CertificateId":"vyRlKIeI"}"#,
            => ops::records::describe_host_deploy_record
        ),
        action!(
            "DescribeHostDeployRecordDetail", "Says how far a deployment is.",
            r#"{"DeployRecordId":"74889"}"#,
            => ops::records::describe_host_deploy_record_detail
        ),
        action!(
            "UpdateCertificateInstance", "Moves instances from one certificate to another.",
            r#"{"CertificateId":"Thabcdjj","OldCertificateId":"gejabkkk","ResourceTypes":["clb"]}"#,
            ops::update::read_update => ops::update::update_certificate_instance
        ),
        action!(
            "DescribeHostUpdateRecord", "Lists updates.",
            r#"{"OldCertificateId":"zYrIXwpu"}"#,
            => ops::records::describe_host_update_record
        ),
        action!(
            "DescribeHostUpdateRecordDetail", "Says how far an update is.",
            r#"{"DeployRecordId":"193752","Limit":"10","Offset":"0"}"#,
            => ops::records::describe_host_update_record_detail
        ),
        action!(
            "UploadUpdateCertificateInstance", "Replaces a certificate's contents under its id.",
            r#"{"OldCertificateId":"JADeKqED","ResourceTypes":["clb"],"CertificatePublicKey":"{{certificate}}","CertificatePrivateKey":"{{private_key}}"}"#,
            ops::update::read_upload_update => ops::update::upload_update_certificate_instance
        ),
        action!(
            "DescribeHostUploadUpdateRecordDetail", "Says how far an update in place is.",
            r#"{"DeployRecordId":2,"Limit":15,"Offset":0}"#,
            => ops::records::describe_host_upload_update_record_detail
        ),
        action!(
            "CreateCertificateBindResourceSyncTask", "Begins to look for what certificates are bound to.",
            r#"{"CertificateIds":["Thabcdhh"],"IsCache":1}"#,
            identity => ops::bind_task::create_certificate_bind_resource_sync_task
        ),
        action!(
            "DescribeCertificateBindResourceTaskResult", "Says how many instances certificates are bound to.",
            r#"{"TaskIds":["748599"]}"#,
            => ops::bind_task::describe_certificate_bind_resource_task_result
        ),
        action!(
            "DescribeCertificateBindResourceTaskDetail", "Says which instances a certificate is bound to.",
            r#"{"TaskId":"37710177"}"#,
            => ops::bind_task::describe_certificate_bind_resource_task_detail
        ),
        action!(
            "DescribeDeployedResources", "Says which instances of one service certificates are deployed to.",
            r#"{"ResourceType":"clb","CertificateIds":["EsF00001"]}"#,
            => ops::bound::describe_deployed_resources
        ),
        action!(
            "DescribeHostUploadUpdateRecord", "Lists updates in place.",
            r#"{"OldCertificateId":"OMhKAc35"}"#,
            => ops::bound::describe_host_upload_update_record
        ),
        action!(
            "DeployCertificateRecordRetry", "Tries again what failed of a deployment.",
            r#"{"DeployRecordId":74889}"#,
            identity => ops::retry::deploy_certificate_record_retry
        ),
        action!(
            "UpdateCertificateRecordRetry", "Tries again what failed of an update.",
            r#"{"DeployRecordId":193752}"#,
            identity => ops::retry::update_certificate_record_retry
        ),
        action!(
            "UploadUpdateCertificateRecordRetry", "Tries again what failed of an update in place.",
            r#"{"DeployRecordId":2}"#,
            identity => ops::retry::upload_update_certificate_record_retry
        ),
        action!(
            "DeployCertificateRecordRollback", "Takes a deployment back.",
            r#"{"DeployRecordId":74889}"#,
            identity => ops::rollback::deploy_certificate_record_rollback
        ),
        action!(
            "UpdateCertificateRecordRollback", "Takes an update back.",
            r#"{"DeployRecordId":193752}"#,
            identity => ops::rollback::update_certificate_record_rollback
        ),
        action!(
            "UploadUpdateCertificateRecordRollback", "Takes an update in place back.",
            r#"{"DeployRecordId":2}"#,
            identity => ops::rollback::upload_update_certificate_record_rollback
        ),
        action!(
            "CreateCertificate", "Buys a certificate.",
            r#"{"ProductId":25,"DomainNum":1,"TimeSpan":1}"#,
            identity => ops::paid::create_certificate
        ),
        action!(
            "SubmitCertificateInformation", "Submits what a paid order needs.",
            r#"{"CertificateId":"abcb1234","CsrType":"online","CertificateDomain":"*.test-dq342da.com"}"#,
            ops::paid::check_information, ops::paid::read_information => ops::paid::submit_certificate_information
        ),
        instances!("DescribeHostApiGatewayInstanceList" => [ops::instances::describe_api_gateway]
            "Lists the domains of API Gateway that a certificate can be deployed to, or is."),
        instances!("DescribeHostCdnInstanceList" => [ops::instances::describe_searched::<CdnInstanceDetail>]
            "Lists the domains of CDN that a certificate can be deployed to, or is."),
        instances!("DescribeHostClbInstanceList" => [ops::instances::describe_searched::<ClbInstanceDetail>]
            "Lists the load balancers that a certificate can be deployed to, or is."),
        instances!("DescribeHostCosInstanceList" => [ops::instances::describe_searched::<CosInstanceDetail>]
            "Lists the domains of buckets that a certificate can be deployed to, or is."),
        instances!("DescribeHostDdosInstanceList" => [ops::instances::describe_counted::<DdosInstanceDetail>]
            "Lists the domains of Anti-DDoS that a certificate can be deployed to, or is."),
        instances!("DescribeHostLighthouseInstanceList" => [ops::instances::describe_all::<LighthouseInstanceDetail>]
            "Lists the servers of Lighthouse that a certificate can be deployed to, or is."),
        instances!("DescribeHostLiveInstanceList" => [ops::instances::describe_whole::<LiveInstanceDetail>]
            "Lists the domains of live video that a certificate can be deployed to, or is."),
        instances!("DescribeHostTeoInstanceList" => [ops::instances::describe_counted::<TeoInstanceDetail>]
            "Lists the hosts of EdgeOne that a certificate can be deployed to, or is."),
        instances!("DescribeHostTkeInstanceList" => [ops::instances::describe_searched::<TkeInstanceDetail>]
            "Lists the secrets of clusters that a certificate can be deployed to, or is."),
        instances!("DescribeHostVodInstanceList" => [ops::instances::describe_all::<VodInstanceDetail>]
            "Lists the domains of video on demand that a certificate can be deployed to, or is."),
        instances!("DescribeHostWafInstanceList" => [ops::instances::describe_whole::<WafInstanceDetail>]
            "Lists the domains of WAF that a certificate can be deployed to, or is."),
        action!(
            "CommitCertificateInformation", "Commits a paid order to the authority.",
            r#"{"CertificateId":"hehj1234","VerifyType":"DNS"}"#,
            identity => ops::paid::commit_certificate_information
        ),
        action!(
            "CertificateInfoSubmit", "Submits what a paid order needs.",
            r#"{"CertId":"J2lX2maH","GenCsrType":"online","CertCommonName":"tencent.com","CompanyType":2,"CompanyId":"134"}"#,
            ops::paid::check_info, ops::paid::read_info => ops::paid::certificate_info_submit
        ),
        action!(
            "CertificateOrderSubmit", "Commits a paid order to the authority.",
            r#"{"CertId":"Dsqef134","DeleteDnsAutoRecord":1,"VerifyType":"DNS"}"#,
            identity => ops::paid::certificate_order_submit
        ),
        action!(
            "ModifyCertificateResubmit", "Opens an order again whose review failed.",
            r#"{"CertificateId":"Theabhhs"}"#,
            identity => ops::paid::modify_certificate_resubmit
        ),
        action!(
            "DescribeCompanies", "Lists the companies of an account, a page at a time.",
            r#"{"Offset":0,"Limit":10}"#,
            => ops::company::describe_companies
        ),
        action!(
            "DescribeManagers", "Lists who answers for a company, a page at a time.",
            r#"{"CompanyId":89002,"Offset":0,"Limit":10,"Status":"ok","SearchKey":"luke"}"#,
            => ops::manager::describe_managers
        ),
        action!(
            "DescribeManagerDetail", "Shows who answers for a company.",
            r#"{"ManagerId":23}"#,
            => ops::manager::describe_manager_detail
        ),
        action!(
            "SubmitAuditManager", "Sends a manager for review again.",
            r#"{"ManagerId":23}"#,
            identity => ops::manager::submit_audit_manager
        ),
        action!(
            "VerifyManager", "Has the authority call a manager again.",
            r#"{"ManagerId":23}"#,
            => ops::manager::verify_manager
        ),
        action!(
            "DeleteManager", "Deletes a manager whom nothing names.",
            r#"{"ManagerId":23}"#,
            identity => ops::manager::delete_manager
        ),
        action!(
            "DescribePackages", "Lists packages of points, a page at a time.",
            r#"{"Offset":0,"Limit":10,"Status":"used"}"#,
            => ops::package::describe_packages
        ),
        action!(
            "CreateCertificateByPackage", "Buys certificates with points.",
            r#"{"ProductPid":1013955,"PackageIds":["Z280000"],"DomainCount":"1","Period":1,"VerifyType":"DNS"}"#,
            identity => ops::package::create_certificate_by_package
        ),
        action!(
            "UploadConfirmLetter", "Takes the letter that confirms an order.",
            r#"{"CertificateId":"flSFd6Fh","ConfirmLetter":"UEsDBBQABgAIAAAAIQCM19MmCg=="}"#,
            ops::letter::read_confirm_letter => ops::letter::upload_confirm_letter
        ),
        action!(
            "UploadRevokeLetter", "Takes the letter that confirms a revocation.",
            r#"{"CertificateId":"a91hoLqi","RevokeLetter":"UEsDBBQABgAIAAAAIQCM19MmCg=="}"#,
            ops::letter::read_revoke_letter => ops::letter::upload_revoke_letter
        ),
    ]),
    ..Provider::on(&WIRE)
};

/// Refuses an action that the account's policies deny: with the error that the action has for it, or
/// else the gateway's.
///
/// Assumption: to upload, to look and to replace is denied in the gateway's words, and all else in the
/// service's where an action has an error for it. From: a public log of a denied `UploadCertificate` with
/// the former; its code is not shown.
///
/// Assumption: what a policy denies is refused before parameters are looked at. From: the vendor's
/// gateway, which checks signatures and versions before them, too.
fn check_policy(account: &Account, request: &Request) -> Result<bool, Failure> {
    let action = Tencent::action_of(request);
    if account.denied_actions.iter().all(|denied| denied != action) {
        return Ok(true);
    }
    let operation = PROVIDER.named(Some(action)).operation();
    let documented = operation.is_some_and(|operation| {
        operation.call.errors().iter().any(|error| error.code() == Error::AuthError.code())
    });
    let at_gateway = ["Upload", "Describe", "Replace"].iter().any(|verb| action.starts_with(verb));
    if documented && !at_gateway {
        return Err(Failure::new(&Error::AuthError));
    }
    Err(WIRE.unauthorized(action))
}
