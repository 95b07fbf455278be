use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::*;

fn written<T: Serialize>(value: &T) -> String {
    let mut json = b"before ".to_vec();
    write(&mut json, value).unwrap();
    String::from_utf8(json).unwrap().split_off(7)
}

fn is_as_by_serde_json<T: Serialize>(value: &T) {
    assert_eq!(written(value), serde_json::to_string(value).unwrap());
}

#[derive(Serialize)]
enum Variant {
    Unit,
    New(u8),
    Tuple(u8, &'static str),
    Struct { member: f64 },
}

#[derive(Serialize)]
struct Nothing;

#[derive(Serialize)]
struct Every<'a> {
    variants: Vec<Variant>,
    #[serde(flatten)]
    more: BTreeMap<&'a str, Option<i64>>,
    numbers: BTreeMap<u32, char>,
    nothing: (Nothing, (), Vec<u8>),
    raw: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<bool>,
}

#[test]
fn every_kind_of_value_is_written_as_by_serde_json() {
    let raw = RawValue::from_string(r#"{"a" : "\n", "b":[1.0]}"#.to_owned()).unwrap();
    let variant = Variant::Struct { member: 0.1 };
    is_as_by_serde_json(&Every {
        variants: vec![Variant::Unit, Variant::New(7), Variant::Tuple(1, "x"), variant],
        more: [("quote\"d", Some(-1)), ("none", None)].into(),
        numbers: [(5, '\n'), (u32::MAX, 'ß')].into(),
        nothing: (Nothing, (), vec![0, 255]),
        raw: &raw,
        absent: None,
    });
    is_as_by_serde_json(&(u64::MAX, i64::MIN, f64::NAN, 1e300, true, [false; 0]));
}

#[test]
fn a_text_is_escaped_wherever_what_needs_it_stands() {
    for code in 0..=0x120 {
        let special = char::from_u32(code).unwrap();
        for before in 0..17 {
            is_as_by_serde_json(&format!("{}{special}end", "x".repeat(before)));
        }
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_written_as_by_serde_json(value in any_value()) {
        prop_assert_eq!(written(&value), serde_json::to_string(&value).unwrap());
        prop_assert_eq!(written(&json!({ "in": [&value] })), json!({ "in": [value] }).to_string());
    }
}
