//! The identity of the caller.

use super::super::super::tencent::owner_uin;
use super::super::errors::Error;
use super::super::state::{Account, Caller};
use super::super::types::{GetCallerIdentity, GetCallerIdentityReply};
use crate::spec::Refusal;
use crate::store::View;

/// The role of temporary credentials that no state describes.
///
/// Assumption: temporary credentials are a role's. From: nothing sure; federated users have such, too,
/// but no client that was read asks for those. The numbers are those of the vendor's example.
const ROLE: (&str, &str) = ("4611686018427397919", "certmock");

/// The vendor's example has what each kind of caller is told. A caller is a `CAMUser` or a `CAMRole`.
pub(crate) fn get_caller_identity(
    view: &View<'_, Account>,
    GetCallerIdentity {}: GetCallerIdentity,
) -> Result<GetCallerIdentityReply, Refusal<Error>> {
    let owner = owner_uin(view.tools.ids);
    let temporary;
    let caller = match &view.state.caller {
        Caller::Owner if view.facts.is_temporary => {
            let (id, session) = ROLE;
            temporary = Caller::Role { id: id.to_owned(), session: session.to_owned() };
            &temporary
        }
        caller => caller,
    };
    let (r#type, user_id, principal_id, arn) = match caller {
        Caller::Owner => {
            ("CAMUser", owner.clone(), owner.clone(), format!("qcs::cam:{owner}:uin/{owner}"))
        }
        Caller::SubUser { uin } => {
            ("CAMUser", uin.clone(), uin.clone(), format!("qcs::cam:{owner}:uin/{uin}"))
        }
        Caller::Role { id, session } => (
            "CAMRole",
            format!("{id}:{session}"),
            owner.clone(),
            format!("qcs::sts:{owner}:assumed-role/{id}"),
        ),
        Caller::FederatedUser { name } => (
            "CAMUser",
            format!("{owner}:{name}"),
            owner.clone(),
            format!("qcs::sts:{owner}:federated-user/{owner}"),
        ),
    };
    Ok(GetCallerIdentityReply { arn, account_id: owner, user_id, principal_id, r#type })
}
