//! The log, as whoever starts the binary sees it, or does not.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::mock::{Kept, Mock};
use crate::process::{Running, start, start_as, start_logging_to};

/// Has it log more than the pipe and the server keep together: all is answered.
fn flood(running: &Running) {
    let mut connection = Kept::new(running.address);
    for _ in 0..8_000 {
        assert_eq!(connection.send(b"GET /sslcert HTTP/1.1\r\nHost: x\r\n\r\n"), 401);
    }
}

#[test]
fn lines_that_nobody_reads_stop_no_answer_and_are_counted_when_somebody_does() {
    let mut running = start(&[]);
    flood(&running);
    assert!(running.is_well());
    let log = BufReader::new(running.child.stderr.take().unwrap());
    let (send, lines) = mpsc::channel();
    // It ends with the server, which the test ends whatever comes.
    let reading = thread::spawn(move || log.lines().try_for_each(|line| send.send(line.unwrap())));
    let mut said = 0;
    let lost = loop {
        let line = lines.recv_timeout(Duration::from_secs(10)).unwrap();
        match line.strip_prefix("certmock: log lines lost because nobody read them in time: ") {
            Some(count) => break count.parse::<usize>().unwrap(),
            None => said += 1,
        }
    };
    assert!(lost > 0 && said + lost == 8_000, "{said} + {lost}");
    // From then on lines come as ever.
    Mock::elsewhere(running.address).request("GET", "/sslcert").send().expect(401);
    assert!(lines.recv_timeout(Duration::from_secs(10)).unwrap().contains("answered"));
    running.signal("TERM");
    assert_eq!(running.expect_end(10), Some(0));
    reading.join().unwrap().unwrap();
}

#[test]
fn lines_that_nobody_reads_do_not_delay_the_end() {
    let mut running = start(&[]);
    flood(&running);
    running.signal("TERM");
    assert_eq!(running.expect_end(3), Some(0));
    let mut log = String::new();
    running.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.contains("answered"), "{log}");
}

#[test]
fn an_error_at_the_start_does_not_wait_for_a_reader_either() {
    // What the shell writes fills the pipe that both have.
    let script =
        "head -c 65536 /dev/zero >&2; echo; exec \"$0\" --listen 127.0.0.1:0 --fixture nothing";
    let mut command = Command::new("sh");
    command.env_clear().args(["-c", script, env!("CARGO_BIN_EXE_certmock")]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let mut running = Running { child, address: ([127, 0, 0, 1], 0).into() };
    assert_eq!(running.expect_end(10), Some(1));
}

#[test]
fn where_nothing_can_be_logged_all_is_answered() {
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut unread = start(&[]);
    drop(unread.child.stderr.take());
    let closed = start_as(Command::new("sh").env_clear().args([
        "-c",
        "exec \"$0\" --listen 127.0.0.1:0 2>&-",
        env!("CARGO_BIN_EXE_certmock"),
    ]));
    for mut running in [unread, closed, start_logging_to(full().into(), &[])] {
        flood(&running);
        assert!(running.is_well());
        running.signal("TERM");
        assert_eq!(running.expect_end(5), Some(0));
    }
}

#[test]
fn control_characters_that_a_request_hides_are_not_in_the_log_as_they_are() {
    let mut running = start(&["--log", "debug"]);
    let mock = Mock::elsewhere(running.address);
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let query = format!(
        "Action=DescribeCertificates&Version=2019-12-05&Timestamp={now}&Nonce=1&SecretId=certmock&Limit=%C2%9B31m%1B&Signature=AAAA"
    );
    mock.request("GET", "/").query(&query).send().expect(200);
    running.signal("TERM");
    running.expect_end(10);
    let mut log = String::new();
    running.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.contains("a signature is wrong"), "{log}");
    assert!(log.contains("\\u{9b}31m"), "{log}");
    let is_control = |character: char| character.is_control() && character != '\n';
    assert!(!log.contains(is_control), "{log}");
}
