//! The recordings of a real Rainbond server, played against certmock.

use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certmock::AuthMode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::mock::{Answer, Mock};

const NOT_COMPARED: [&str; 3] = ["sqlite", "parser-text", "wsgi-server"];

#[test]
fn the_recordings_of_a_real_rainbond_server_replay_without_a_difference() {
    let mock = Mock::auth(AuthMode::Strict);
    let recordings = load("rainbond.json");
    let materials = load("rainbond-materials.json");
    let (mut compared, mut differences) = (0, Vec::new());
    for scenario in recordings["scenarios"].as_array().unwrap() {
        let name = scenario["name"].as_str().unwrap();
        let steps = scenario["steps"].as_array().unwrap();
        mock.request("POST", "/_certmock/reset").send().expect(204);
        let mut play = Play { mock: &mock, materials: &materials, ids: BTreeMap::new() };
        for step in steps {
            let number = step["n"].as_u64().unwrap();
            if let Some(setup) = step.get("setup") {
                play.set_up(number, setup);
                continue;
            }
            let found = play.step(number, step);
            if step["tags"].as_array().is_some_and(|tags| {
                tags.iter().any(|tag| NOT_COMPARED.contains(&tag.as_str().unwrap()))
            }) {
                continue;
            }
            compared += 1;
            differences
                .extend(found.into_iter().map(|found| format!("{name} step {number}: {found}")));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert_eq!(compared, 424);
}

fn load(file: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings");
    serde_json::from_str(&std::fs::read_to_string(folder.join(file)).unwrap()).unwrap()
}

/// A scenario that is being played.
struct Play<'a> {
    mock: &'a Mock,
    materials: &'a Value,
    /// The ids of the rows that steps stored.
    ids: BTreeMap<u64, u64>,
}

impl Play<'_> {
    /// Puts a row into the store that the API would refuse.
    fn set_up(&mut self, number: u64, setup: &Value) {
        assert_eq!(setup["action"], "insert_certificate");
        let row = self.value(setup);
        let certificate = json!({
            "id": 1, "team": row["team_id"], "alias": row["alias"],
            "certificate": row["certificate"], "private_key": row["private_key"],
            "certificate_type": row["certificate_type"],
        });
        let state = json!({ "certmock": { "rainbond": { "certificates": [certificate] } } });
        self.mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
        self.ids.insert(number, 1);
    }

    /// Plays a step and gives what differs.
    fn step(&mut self, number: u64, step: &Value) -> Vec<String> {
        let request = &step["request"];
        let method = request["method"].as_str().unwrap();
        let mut sent = self.mock.request(method, &self.text(request["path"].as_str().unwrap()));
        for (name, value) in request["headers"].as_object().into_iter().flatten() {
            sent = sent.header(name, &self.text(value.as_str().unwrap()));
        }
        if let Some(body) = request.get("body") {
            sent = sent.body(self.body(request, body));
        }
        let answer = sent.send();
        let mut differences = Vec::new();
        let response = &step["response"];
        self.compare(response, &answer, &mut differences);
        if step["stores_row"] == true && !self.ids.contains_key(&number) {
            let highest = self.ids.values().max().copied().unwrap_or_default();
            self.ids.insert(number, highest + 1);
        }
        differences
    }

    fn body(&self, request: &Value, body: &Value) -> Vec<u8> {
        match (request["encoding"].as_str(), body) {
            (Some("form"), Value::Object(members)) => {
                let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
                let pairs: Vec<_> = members
                    .iter()
                    .map(|(name, value)| {
                        (encode(name), encode(&self.text(value.as_str().unwrap())))
                    })
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect();
                pairs.join("&").into_bytes()
            }
            (Some("multipart"), Value::Object(members)) => {
                let content_type = request["headers"]["Content-Type"].as_str().unwrap();
                let boundary = content_type.split("boundary=").nth(1).unwrap();
                self.multipart(members, boundary)
            }
            (None | Some("text"), Value::String(text)) => self.text(text).into_bytes(),
            (_, body) => self.value(body).to_string().into_bytes(),
        }
    }

    fn multipart(&self, members: &Map<String, Value>, boundary: &str) -> Vec<u8> {
        let mut body = String::new();
        for (name, value) in members {
            body += &format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
            let content = match value {
                Value::Object(file) => {
                    let file_name = file["filename"].as_str().unwrap();
                    body += &format!(
                        "; filename=\"{file_name}\"\r\nContent-Type: application/octet-stream"
                    );
                    &file["content"]
                }
                text => text,
            };
            body += &format!("\r\n\r\n{}\r\n", self.text(content.as_str().unwrap()));
        }
        body += &format!("--{boundary}--\r\n");
        body.into_bytes()
    }

    /// The text with its placeholders filled in.
    fn text(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some(start) = rest.find('{') {
            let (before, from) = rest.split_at(start);
            filled += before;
            let end = from.find('}').map(|end| (&from[1..end], &from[end + 1..]));
            let value = end.and_then(|(name, after)| Some((self.placeholder(name)?, after)));
            if let Some((value, after)) = value {
                filled += &value;
                rest = after;
            } else {
                filled.push('{');
                rest = &from[1..];
            }
        }
        filled + rest
    }

    fn placeholder(&self, name: &str) -> Option<String> {
        match name {
            "token" | "team_name" => return Some("certmock".to_owned()),
            "team_id" => return Some("1".repeat(32)),
            "other_team_id" => return Some("2".repeat(32)),
            _ => {}
        }
        let (kind, name) = name.rsplit_once(':')?;
        let material = |group: &str| self.materials[group][name].as_str().unwrap().to_owned();
        Some(match kind {
            "id" => self.ids[&name.parse().ok()?].to_string(),
            "key" => material("keys"),
            "trim:key" => material("keys").trim().to_owned(),
            "cert" => material("certs"),
            "trim:cert" => material("certs").trim().to_owned(),
            "b64cert" => STANDARD.encode(material("certs").trim()),
            "b64rawcert" => STANDARD.encode(material("certs")),
            _ => return None,
        })
    }

    fn value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => match id_alone(text) {
                Some(step) => self.ids[&step].into(),
                None => self.text(text).into(),
            },
            Value::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| (self.text(name), self.value(value)))
                .collect::<Map<_, _>>()
                .into(),
            other => other.clone(),
        }
    }

    fn compare(&mut self, wanted: &Value, answer: &Answer, differences: &mut Vec<String>) {
        if wanted["status"] != answer.status {
            differences
                .push(format!("status {} where {} is wanted", answer.status, wanted["status"]));
        }
        for (name, value) in wanted["headers"].as_object().unwrap() {
            let value = match value.as_str() {
                Some("{any}") => continue,
                Some("{len}") => Some(answer.body.len().to_string()),
                other => other.map(str::to_owned),
            };
            if answer.header(name) != value.as_deref() {
                differences
                    .push(format!("{name} {:?} where {value:?} is wanted", answer.header(name)));
            }
        }
        match &wanted["body"] {
            Value::String(text) if text == "{any}" => {}
            Value::String(text) => {
                if self.text(text) != answer.text() {
                    differences.push(format!("the text {:?}", answer.text()));
                }
            }
            body => self.compare_json("$", body, &answer.json(), differences),
        }
    }

    fn compare_json(
        &mut self,
        at: &str,
        wanted: &Value,
        got: &Value,
        differences: &mut Vec<String>,
    ) {
        match (wanted, got) {
            (Value::String(text), _) if text == "{any}" => {}
            (Value::String(text), got) if id_alone(text).is_some() => {
                let step = id_alone(text).unwrap();
                let id = got.as_u64().unwrap_or_default();
                let in_order = self.ids.iter().all(|(other, known)| {
                    (*other == step && *known == id)
                        || (*other < step && *known < id)
                        || (*other > step && *known > id)
                });
                if id == 0 || !in_order {
                    differences.push(format!("{at}: the id {got} among {:?}", self.ids));
                }
                self.ids.insert(step, id);
            }
            (Value::Object(wanted), Value::Object(got)) => {
                // The order of members is part of what was recorded.
                let names: (Vec<_>, Vec<_>) = (wanted.keys().collect(), got.keys().collect());
                if names.0 != names.1 {
                    differences.push(format!("{at}: members {:?} where {:?}", names.1, names.0));
                    return;
                }
                for (name, value) in wanted {
                    self.compare_json(&format!("{at}.{name}"), value, &got[name], differences);
                }
            }
            (Value::Array(wanted), Value::Array(got)) if wanted.len() == got.len() => {
                for (index, (wanted, got)) in wanted.iter().zip(got).enumerate() {
                    self.compare_json(&format!("{at}[{index}]"), wanted, got, differences);
                }
            }
            (wanted, got) => {
                if self.value(wanted) != *got {
                    differences.push(format!("{at}: {got} where {wanted} is wanted"));
                }
            }
        }
    }
}

fn id_alone(text: &str) -> Option<u64> {
    text.strip_prefix("{id:")?.strip_suffix('}')?.parse().ok()
}
