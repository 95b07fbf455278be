//! Many at once.

use std::collections::HashSet;
use std::thread;

use serde_json::{Value, json};

use crate::material::pair;
use crate::mock::Mock;
use crate::tencent::client::{response, signed};

const UPLOADS: usize = 1000;

fn ask(mock: &Mock, account: &str, action: &str, parameters: &Value) -> Value {
    let request = mock
        .request("POST", "/")
        .header("X-TC-Action", action)
        .header("X-TC-Version", "2019-12-05");
    response(&signed(request, account).json(parameters).send())
}

/// Uploads from 16 threads to that many accounts; the ids by account.
fn upload(mock: &Mock, accounts: usize) -> Vec<Vec<String>> {
    let (certificate, private_key) = pair("ec-p256");
    let parameters =
        json!({ "CertificatePublicKey": certificate, "CertificatePrivateKey": private_key });
    let made = thread::scope(|scope| {
        let upload = |first: usize| {
            (first..UPLOADS).step_by(16).map(|number| {
                let account = number % accounts;
                let name = format!("account{account}");
                let reply = ask(mock, &name, "UploadCertificate", &parameters);
                (account, reply["CertificateId"].as_str().unwrap().to_owned())
            })
        };
        let threads: Vec<_> =
            (0..16).map(|first| scope.spawn(move || upload(first).collect::<Vec<_>>())).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    let mut by_account = vec![Vec::new(); accounts];
    for (account, id) in made {
        by_account[account].push(id);
    }
    by_account
}

#[test]
fn a_thousand_parallel_uploads_are_all_there_in_one_account_and_in_a_hundred() {
    for accounts in [1, 100] {
        let mock = Mock::start();
        let made = upload(&mock, accounts);
        for (account, ids) in made.iter().enumerate() {
            let name = format!("account{account}");
            let list = ask(&mock, &name, "DescribeCertificates", &json!({ "Limit": 1000 }));
            assert_eq!(list["TotalCount"], UPLOADS / accounts);
            let listed: HashSet<_> = list["Certificates"]
                .as_array()
                .unwrap()
                .iter()
                .map(|each| each["CertificateId"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(listed, ids.iter().cloned().collect());
            assert_eq!(listed.len(), ids.len());
        }
    }
}
