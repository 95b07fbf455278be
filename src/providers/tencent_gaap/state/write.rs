//! How a request that changes something begins and ends its task.

use super::Account;
use super::domain::Domain;
use super::forwarding_rule::ForwardingRule;
use super::global_domain::GlobalDomain;
use super::listener::Listener;
use super::tasks::{Change, ChangeKind, Changing as _, TASK_PACE};
use crate::ids::Ids;
use crate::store::Context;

impl Account {
    /// Changes the id of an existing task, so that a new one can have this id. Request ids can repeat after a
    /// state with earlier tasks was imported.
    fn make_room(&mut self, id: &str, ids: &Ids) {
        if self.tasks.find(id).is_none() {
            return;
        }
        let is_taken = |other: &String| self.tasks.find(other).is_some();
        let other = ids.draw_until_free(|ids| ids.uuid().to_string(), is_taken);
        self.tasks.rename(id, &other);
        self.proxies.update(
            |proxy| proxy.change.is_some(),
            |proxy| Some(proxy.with_task_renamed(id, &other)),
        );
        self.global_domains.update(GlobalDomain::is_changing, |domain| {
            Some(domain.with_tasks_renamed(id, &other))
        });
        self.listeners.update(Listener::is_changing, |listener| {
            Some(listener.with_tasks_renamed(id, &other))
        });
    }
}

/// Begins the task of a request, after all checks.
pub(crate) fn begin(context: &mut Context<'_, Account>) {
    let now = context.tools.clock.now();
    let work = context.tools.paces.begin(TASK_PACE, now);
    context.state.settle(now);
    context.state.make_room(&context.facts.request_id, context.tools.ids);
    context.state.tasks.begin(&context.facts.request_id, work);
}

/// Settles all changes whose tasks have ended. At the end of a request, this includes its own change if its
/// task takes no time.
pub(crate) fn finish(context: &mut Context<'_, Account>) {
    let now = context.tools.clock.now();
    context.state.settle(now);
}

/// Changes a domain by a task. `changed` is its new form.
pub(crate) fn change_domain(
    context: &mut Context<'_, Account>,
    listener_id: &str,
    name: &str,
    changed: Domain,
) {
    begin(context);
    if let Some(listener) = context.state.listeners.find_mut(listener_id) {
        listener.take_default_from_others(&changed);
        if let Some(domain) = listener.domains.iter_mut().find(|domain| domain.name == name) {
            let before = Box::new(domain.clone());
            let rules = std::mem::take(&mut domain.rules);
            let error_pages = std::mem::take(&mut domain.error_pages);
            let change =
                Some(Change::new(&context.facts.request_id, ChangeKind::Modification(before)));
            *domain = Domain { rules, error_pages, change, ..changed };
        }
    }
    finish(context);
}

/// Changes a rule by a task. `changed` is its new form.
pub(crate) fn change_rule(
    context: &mut Context<'_, Account>,
    listener_id: &str,
    changed: ForwardingRule,
) {
    begin(context);
    if let Some(rule) = context.state.rule_mut(listener_id, &changed.id) {
        let before = Box::new(rule.clone());
        let change = Change::new(&context.facts.request_id, ChangeKind::Modification(before));
        *rule = ForwardingRule { change: Some(change), ..changed };
    }
    finish(context);
}
