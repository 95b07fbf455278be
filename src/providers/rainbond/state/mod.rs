//! The state of a user's enterprise at Rainbond.

mod certificate;
mod http_rule;
mod listing;
mod region;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub(super) use self::certificate::{Certificate, SERVER_CERTIFICATE, certificate_type};
pub(super) use self::http_rule::HttpRule;
pub(super) use self::listing::Listing;
pub(super) use self::region::{REGION, Region};
use crate::accounts::{Declaration, RainbondTeam};
use crate::ids::{Ids, first_free};
use crate::store::{Held, State, Users, View};
use crate::verbatim::Verbatim;
use crate::x509;

/// Teams, certificates and HTTP rules.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(try_from = "Exported", into = "Exported")]
pub(super) struct Enterprise {
    pub(super) teams: Vec<Team>,
    /// Whether a team is created when its id is first used: only if no teams are declared.
    pub(super) makes_teams: bool,
    /// By id. Ids are unique across teams and are not used again.
    certificates: BTreeMap<u64, Box<Certificate>>,
    last_certificate: u64,
    pub(super) rules: BTreeMap<u64, HttpRule>,
    last_rule: u64,
    /// The index at which to look for the next empty team that can be replaced.
    next_idle: usize,
}

/// The number of teams from which on a new team that is not declared replaces one without objects.
const MADE_TEAMS: usize = 1000;

/// A team. It has one application, with the team's number, and one component, with the team's id.
#[derive(Clone, Debug)]
pub(super) struct Team {
    pub(super) number: u64,
    /// The `tenant_id`.
    pub(super) id: Arc<str>,
    /// The `tenant_name`.
    pub(super) name: String,
    /// The ids of its certificates, in their order.
    certificates: Vec<u64>,
    /// The number of certificates with each alias. An update through another team can use an alias twice.
    aliases: HashMap<SmolStr, usize>,
}

impl State for Enterprise {
    fn open(declared: Option<&Declaration>) -> Self {
        let declared = declared.and_then(|account| account.rainbond.as_ref());
        let mut enterprise = Self {
            teams: Vec::new(),
            makes_teams: declared.is_none(),
            certificates: BTreeMap::new(),
            last_certificate: 0,
            rules: BTreeMap::new(),
            last_rule: 0,
            next_idle: 0,
        };
        for RainbondTeam { id, name } in declared.iter().flat_map(|account| &account.teams) {
            enterprise.add_team(id, name);
        }
        enterprise
    }

    fn holds(&self, id: &str) -> bool {
        id.parse().is_ok_and(|id| self.certificates.contains_key(&id))
    }

    fn certificates(view: &View<'_, Self>) -> Vec<Held> {
        let Self { certificates, rules, .. } = view.state;
        let ids: BTreeMap<_, _> = certificates.keys().map(|id| (*id, id.to_string())).collect();
        let bindings = rules.values().filter_map(|rule| {
            let id = ids.get(&rule.certificate_id)?;
            Some((id.as_str(), format!("rule {}", rule.domain_name)))
        });
        let users: Users = bindings.collect();
        let certificates = certificates.iter().map(|(id, row)| (id, row.as_ref()));
        let held = |(id, certificate): (&u64, &Certificate)| Held {
            id: id.to_string(),
            name: certificate.alias.to_string(),
            certificate: certificate.certificate.clone(),
            private_key: Some(certificate.private_key.clone()),
            used_by: users.of(&id.to_string()),
        };
        certificates.map(held).collect()
    }

    fn complete(&mut self, declared: Option<&Declaration>) {
        if self.teams.is_empty() {
            let Self { teams, makes_teams, .. } = Self::open(declared);
            (self.teams, self.makes_teams) = (teams, makes_teams);
            self.index();
        }
    }
}

/// The exported form of the enterprise.
#[derive(Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Exported {
    /// The teams; those of the account's declaration if there are none.
    teams: Vec<RainbondTeam>,
    /// Certificates of all teams.
    certificates: Vec<ExportedCertificate>,
    /// HTTP rules of all teams.
    rules: Vec<HttpRule>,
    /// The last id that was given to a certificate.
    last_certificate: u64,
    /// The last id that was given to an HTTP rule.
    last_rule: u64,
}

/// The exported form of a certificate.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
struct ExportedCertificate {
    /// A number that is unique among the certificates of all teams.
    id: u64,
    /// The `tenant_id` of its team.
    team: String,
    /// The name, which is unique within its team.
    alias: SmolStr,
    /// PEM.
    certificate: Verbatim,
    /// PEM.
    private_key: Verbatim,
    /// `服务端证书` (a server's certificate) if absent.
    #[serde(default = "server_certificate")]
    certificate_type: String,
}

fn server_certificate() -> String {
    SERVER_CERTIFICATE.to_owned()
}

impl From<Enterprise> for Exported {
    fn from(enterprise: Enterprise) -> Self {
        let team = |Team { id, name, .. }| RainbondTeam { id: id.as_ref().to_owned(), name };
        let certificate = |(id, row): (u64, Box<Certificate>)| ExportedCertificate {
            id,
            team: row.team.as_ref().to_owned(),
            alias: row.alias,
            certificate: row.certificate,
            private_key: row.private_key,
            certificate_type: row.certificate_type.into_owned(),
        };
        Self {
            teams: enterprise.teams.into_iter().map(team).collect(),
            certificates: enterprise.certificates.into_iter().map(certificate).collect(),
            rules: enterprise.rules.into_values().collect(),
            last_certificate: enterprise.last_certificate,
            last_rule: enterprise.last_rule,
        }
    }
}

impl TryFrom<Exported> for Enterprise {
    type Error = String;

    fn try_from(exported: Exported) -> Result<Self, String> {
        let mut enterprise = Self { makes_teams: false, ..Self::open(None) };
        let mut teams = HashSet::<Arc<str>>::new();
        for RainbondTeam { id, name } in exported.teams {
            enterprise.add_team(&id, &name);
            if !enterprise.teams.last().is_some_and(|team| teams.insert(team.id.clone())) {
                return Err(format!("two teams have the id {id:?}"));
            }
        }
        for given in exported.certificates {
            let ExportedCertificate { id, team, alias, certificate, private_key, .. } = given;
            let leaf = x509::Certificate::from_pem(&certificate.text())
                .map_err(|flaw| format!("certificate {id}: {flaw}"))?;
            let certificate_type = certificate_type(given.certificate_type);
            let team = teams.get(&*team).cloned().unwrap_or_else(|| team.into());
            let texts = [certificate, private_key];
            let row = Certificate::new(team, alias, texts, certificate_type, &leaf);
            if enterprise.certificates.insert(id, Box::new(row)).is_some() {
                return Err(format!("two certificates have the id {id}"));
            }
        }
        let mut rule_ids = HashSet::new();
        for rule in exported.rules {
            let id = rule.id;
            if !rule.http_rule_id.is_empty() && !rule_ids.insert(rule.http_rule_id.clone()) {
                return Err(format!("two rules have the http_rule_id {:?}", rule.http_rule_id));
            }
            if enterprise.rules.insert(id, rule).is_some() {
                return Err(format!("two rules have the id {id}"));
            }
        }
        let last = |given: u64, there: Option<u64>| given.max(there.unwrap_or_default());
        // A rule may refer to a certificate that was deleted. No new certificate gets its id.
        let named = enterprise.rules.values().map(|rule| rule.certificate_id);
        let certificates = enterprise.certificates.keys().copied().chain(named).max();
        enterprise.last_certificate = last(exported.last_certificate, certificates);
        enterprise.last_rule = last(exported.last_rule, enterprise.rules.keys().copied().max());
        enterprise.index();
        Ok(enterprise)
    }
}

impl Enterprise {
    /// Records in each team which certificates belong to it.
    fn index(&mut self) {
        let mut teams = HashMap::new();
        for team in &mut self.teams {
            (team.certificates, team.aliases) = Default::default();
            // Requests find the first of several with the same id.
            teams.entry(team.id.clone()).or_insert(team);
        }
        for (id, row) in &self.certificates {
            if let Some(team) = teams.get_mut(&row.team) {
                team.certificates.push(*id);
                team.take_alias(&row.alias);
            }
        }
    }

    /// Adds a team without objects.
    pub(super) fn add_team(&mut self, id: &str, name: &str) {
        self.teams.push(Team {
            number: self.teams.len() as u64 + 1,
            id: id.into(),
            name: name.to_owned(),
            certificates: Vec::new(),
            aliases: HashMap::new(),
        });
    }

    /// Adds a team that a request named and that is not declared. If there are many teams already, it
    /// replaces an empty one, if any, each in turn. A replaced team is created again when it is named again;
    /// only its number may differ.
    pub(super) fn make_team(&mut self, id: &str, name: &str) {
        if self.teams.len() < MADE_TEAMS {
            return self.add_team(id, name);
        }
        let with_rules: HashSet<&str> =
            self.rules.values().map(|rule| rule.team.as_str()).collect();
        let idle = |place: &usize| {
            let team = &self.teams[*place];
            team.certificates.is_empty() && !with_rules.contains(&*team.id)
        };
        let count = self.teams.len();
        let turn = (0..count).map(|step| (self.next_idle + step) % count).find(idle);
        let Some(place) = turn else { return self.add_team(id, name) };
        self.next_idle = place + 1;
        let team = &mut self.teams[place];
        (team.id, team.name) = (id.into(), name.to_owned());
    }

    /// The team of a `tenant_id` or a `tenant_name`, whichever is found first.
    pub(super) fn find_team(&self, key: &str) -> Option<&Team> {
        self.teams
            .iter()
            .find(|team| *team.id == *key)
            .or_else(|| self.teams.iter().find(|team| team.name == key))
    }

    /// The certificate with this id. The service does not check that it belongs to the team in the path.
    pub(super) fn find_certificate(&self, id: u64) -> Option<&Certificate> {
        self.certificates.get(&id).map(Box::as_ref)
    }

    /// The certificates of a team at these positions of its order.
    pub(super) fn page<'a>(
        &'a self,
        team: &'a Team,
        places: std::ops::Range<usize>,
    ) -> impl ExactSizeIterator<Item = (u64, &'a Certificate)> {
        let end = places.end.min(team.certificates.len());
        let ids = team.certificates.get(places.start..end).unwrap_or_default();
        ids.iter().map(|id| (*id, &*self.certificates[id]))
    }

    /// Stores a new row and gives its id.
    pub(super) fn insert_certificate(&mut self, row: Certificate) -> u64 {
        let id = after(self.last_certificate, &self.certificates);
        self.last_certificate = id;
        if let Some(team) = self.team_mut(&row.team) {
            let place = team.certificates.binary_search(&id).unwrap_or_else(|place| place);
            team.certificates.insert(place, id);
            team.take_alias(&row.alias);
        }
        self.certificates.insert(id, Box::new(row));
        id
    }

    /// The number of the next rule.
    pub(super) fn next_rule(&self) -> u64 {
        after(self.last_rule, &self.rules)
    }

    /// An unused `http_rule_id`.
    pub(super) fn new_rule_id(&self, ids: &Ids) -> String {
        let is_taken = |id: &String| self.rules.values().any(|rule| rule.http_rule_id == *id);
        ids.draw_until_free(|ids| ids.uuid().simple().to_string(), is_taken)
    }

    /// Stores a new rule.
    pub(super) fn insert_rule(&mut self, rule: HttpRule) {
        self.last_rule = rule.id;
        self.rules.insert(rule.id, rule);
    }

    /// Stores a row anew.
    pub(super) fn replace_certificate(&mut self, id: u64, row: Certificate) {
        let alias = row.alias.clone();
        if let Some(old) = self.certificates.insert(id, Box::new(row))
            && let Some(team) = self.team_mut(&old.team)
        {
            team.free_alias(&old.alias);
            team.take_alias(&alias);
        }
    }

    /// Removes a row.
    pub(super) fn remove_certificate(&mut self, id: u64) {
        if let Some(row) = self.certificates.remove(&id)
            && let Some(team) = self.team_mut(&row.team)
        {
            team.free_alias(&row.alias);
            if let Ok(place) = team.certificates.binary_search(&id) {
                team.certificates.remove(place);
            }
        }
    }

    fn team_mut(&mut self, id: &str) -> Option<&mut Team> {
        self.teams.iter_mut().find(|team| *team.id == *id)
    }
}

/// The next free number after `last`. After the largest number, it starts again at 1.
fn after<T>(last: u64, rows: &BTreeMap<u64, T>) -> u64 {
    let mut number = last;
    let next = || {
        number = number.checked_add(1).unwrap_or(1);
        number
    };
    first_free(next, |number| rows.contains_key(number))
}

impl Team {
    /// The number of its certificates.
    pub(super) fn total(&self) -> usize {
        self.certificates.len()
    }

    /// Whether one of its certificates has the alias.
    pub(super) fn has_alias(&self, alias: &str) -> bool {
        self.aliases.contains_key(alias)
    }

    fn take_alias(&mut self, alias: &SmolStr) {
        *self.aliases.entry(alias.clone()).or_default() += 1;
    }

    fn free_alias(&mut self, alias: &str) {
        if let Some(times) = self.aliases.get_mut(alias) {
            *times -= 1;
            if *times == 0 {
                self.aliases.remove(alias);
            }
        }
    }
}
