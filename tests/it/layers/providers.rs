//! The folders of the providers: what each may use of the others, and the order within.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::{Source, read_all};

/// From the top to the bottom.
const ORDER: [&str; 5] = ["mod", "ops", "types", "state", "errors"];

/// What a provider may use of another, and why.
const NEIGHBOURS: [(&str, &str, &str); 22] = [
    ("huawei_scm", "huawei_cdn", "a certificate is deployed to its domains"),
    ("huawei_scm", "huawei_elb", "a certificate is pushed to it"),
    ("huawei_scm", "huawei_waf", "a certificate is pushed to it"),
    ("huawei_scm", "huawei_iam", "a project is found by its name"),
    ("huawei_cdn", "huawei_scm", "a domain's certificate may be one that the manager has"),
    ("tencent_gaap", "tencent_ssl", "a listener's certificate may be one that SSL has"),
    ("tencent_cdn", "tencent_ssl", "a domain has the certificate that SSL has deployed last"),
    ("tencent_ssl", "tencent_cdn", "a domain is an instance that certificates are deployed to"),
    ("tencent_clb", "tencent_ssl", "a listener has the certificate that SSL has deployed last"),
    ("tencent_ssl", "tencent_clb", "a listener is an instance that certificates are deployed to"),
    ("tencent_teo", "tencent_ssl", "a host has the certificates that SSL has deployed last"),
    ("tencent_ssl", "tencent_teo", "a host is an instance that certificates are deployed to"),
    ("tencent_vod", "tencent_ssl", "a domain has the certificate that SSL has deployed last"),
    ("tencent_ssl", "tencent_vod", "a domain is an instance that certificates are deployed to"),
    ("tencent_live", "tencent_ssl", "a domain has the certificate that SSL has deployed last"),
    ("tencent_ssl", "tencent_live", "a domain is an instance that certificates are deployed to"),
    ("tencent_scf", "tencent_ssl", "a domain has the certificate that SSL has moved it to last"),
    ("tencent_ssl", "tencent_scf", "a domain is an instance that is moved to another certificate"),
    ("tencent_waf", "tencent_ssl", "a domain has the certificate that SSL has deployed last"),
    ("tencent_ssl", "tencent_waf", "a domain is an instance that certificates are deployed to"),
    ("tencent_tag", "tencent_ssl", "the tags of a certificate are kept with it"),
    ("tencent_tag", "tencent_gaap", "the tags of a proxy are kept with it"),
];

/// A file's folder below `providers`, and its place in there.
fn place(file: &str) -> Option<(&str, &str)> {
    file.strip_prefix("providers/")?.split_once('/')
}

/// The part of a provider that a file belongs to: itself, or the folder that it is in.
fn part(file: &str) -> &str {
    let (_, inside) = place(file).unwrap();
    inside.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The files of every folder, by the folder.
fn folders() -> BTreeMap<String, Vec<Source>> {
    let mut folders: BTreeMap<String, Vec<Source>> = BTreeMap::new();
    for source in read_all() {
        if let Some((folder, _)) = place(&source.file) {
            folders.entry(folder.to_owned()).or_default().push(source);
        }
    }
    folders
}

#[test]
fn a_provider_uses_no_other_but_its_vendors_common_folder_and_the_neighbours_that_it_has() {
    let mut wrong = Vec::new();
    let mut met: BTreeSet<&(&str, &str, &str)> = BTreeSet::new();
    for (own, sources) in folders() {
        for source in sources {
            for used in &source.uses {
                let Some((other, _)) = place(used) else {
                    if used == "providers/mod.rs" {
                        wrong.push(format!("{} uses {used}", source.file));
                    }
                    continue;
                };
                let is_common = own.strip_prefix(other).is_some_and(|rest| rest.starts_with('_'));
                let neighbour =
                    NEIGHBOURS.iter().find(|(from, to, _)| *from == own && *to == other);
                met.extend(neighbour);
                if own != other && !is_common && neighbour.is_none() {
                    wrong.push(format!("{} uses {used}", source.file));
                }
            }
        }
    }
    let left: Vec<_> = NEIGHBOURS.iter().filter(|neighbour| !met.contains(neighbour)).collect();
    assert!(wrong.is_empty() && left.is_empty(), "{}\nno longer: {left:?}", wrong.join("\n"));
}

#[test]
fn the_parts_of_a_provider_use_each_other_in_one_order() {
    let mut wrong = Vec::new();
    for (folder, sources) in folders() {
        let mut parts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for source in &sources {
            let own = part(&source.file);
            let uses = source.uses.iter().filter(|used| {
                place(used).is_some_and(|(other, _)| other == folder) && part(used) != own
            });
            parts.entry(own).or_default().extend(uses.map(|used| part(used)));
        }
        for (own, height) in ORDER.iter().zip(0..) {
            // What the others lead to counts, too: none of them is a way back up.
            let reached = reached(&parts, own);
            wrong.extend(
                ORDER[..=height]
                    .iter()
                    .filter(|above| reached.contains(*above))
                    .map(|above| format!("{folder}: {own} leads to {above}")),
            );
        }
        let anyone = parts.iter().filter(|(_, uses)| uses.contains("mod"));
        wrong.extend(anyone.map(|(own, _)| format!("{folder}: {own} uses mod")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_files_of_a_provider_use_each_other_in_a_circle() {
    let mut circles = Vec::new();
    for sources in folders().values() {
        let uses: BTreeMap<&str, BTreeSet<&str>> = sources
            .iter()
            .map(|source| (&*source.file, source.uses.iter().map(String::as_str).collect()))
            .collect();
        for source in sources {
            let back =
                source.uses.iter().filter(|used| reached(&uses, used).contains(&*source.file));
            circles.extend(back.map(|used| format!("{} uses {used}", source.file)));
        }
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

/// All that is used from there on; the beginning, too, where a way leads back.
fn reached<'a>(uses: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = uses.get(from).into_iter().flatten().copied().collect();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(uses.get(file).into_iter().flatten());
        }
    }
    reached
}
