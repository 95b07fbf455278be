"""Compares how certmock and Rainbond's own libraries judge certificates and keys.

The recorded Rainbond reads with pyOpenSSL 20.0.1 over the OpenSSL 1.1.1i that cryptography 3.3.2 brings. Both are
on PyPI, so that what they say of a text can be held against what certmock says of it:

    python3 -m venv venv && venv/bin/pip install cryptography==3.3.2 pyOpenSSL==20.0.1
    cargo run --release -- --log error &
    venv/bin/python tests/differential/pem.py [seed] [count]

Every certificate of the recordings and of fixtures/certificates is uploaded with every key, and then texts with one or
two changes. Prints each pair that is judged otherwise with its change, and how many there were. Changes inside the
base64 make certificates that no authority issues, which the parsers judge a little differently; a text that is as it
was made is judged alike.
"""
import collections
import difflib
import glob
import http.client
import json
import os
import random
import sys

from OpenSSL import crypto

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PATH = '/openapi/v1/teams/certmock/certificates'
# Too large to be answered with 200, whatever they are.
LARGE = ('large_chain', 'many_sans', 'rsa_one_pad_6144', 'rsa_one_pad_6145', 'rsa_one_pad_8192', 'rsa_one_pad_8193')
PAIRS = {'rsa_one': 'rsa_one', 'rsa_two': 'rsa_two', 'ec_p256': 'ec_p256', 'ec_p384': 'ec_p384',
         'self_signed': 'self_signed', 'chain_leaf_first': 'chain_leaf'}
JUDGEMENTS = {'the certificate is invalid': 'certificate', 'the certificate has been expired': 'expired',
              'the private key is invalid': 'key', 'the certificate key pair mismatch': 'mismatch'}


def load():
    with open(os.path.join(ROOT, 'tests/recordings/rainbond-materials.json'), encoding='utf-8') as file:
        materials = json.load(file)
    certificates, keys = materials['certs'], materials['keys']
    for path in glob.glob(os.path.join(ROOT, 'fixtures/certificates/*.*')):
        name = os.path.basename(path)
        kind = {'.crt': certificates, '.key': keys}.get(os.path.splitext(name)[1])
        if kind is not None:
            with open(path, encoding='utf-8') as file:
                kind[name] = file.read()
    for name in LARGE:
        certificates.pop(name, None)
        keys.pop(name, None)
    return certificates, keys


def theirs(certificate, key):
    """What the service's libraries say, asked as the service asks them."""
    try:
        certificate = crypto.load_certificate(crypto.FILETYPE_PEM, certificate.strip())
    except Exception:
        return 'certificate'
    try:
        if certificate.has_expired():
            return 'expired'
    except ValueError:
        return 'date'
    try:
        key = crypto.load_privatekey(crypto.FILETYPE_PEM, key.strip(), passphrase=b'')
    except Exception:
        return 'key'
    try:
        signature = crypto.sign(key, b'data', 'sha256')
    except Exception:
        return 'sign'
    try:
        crypto.verify(certificate, signature, b'data', 'sha256')
    except Exception:
        return 'mismatch'
    return 'ok'


class Certmock:
    def __init__(self):
        self.connection = http.client.HTTPConnection('127.0.0.1', 8080)
        self.uploads = 0

    def judge(self, certificate, key):
        self.uploads += 1
        body = json.dumps({'alias': 'a%d' % self.uploads, 'certificate': certificate, 'private_key': key,
                           'certificate_type': 't'})
        self.connection.request('POST', PATH, body, {'Authorization': 'certmock', 'Content-Type': 'application/json'})
        response = self.connection.getresponse()
        answer = json.loads(response.read())
        if response.status == 200 or 'err' in answer:
            return 'ok'
        return 'sign' if 'EVP_PKEY_sign' in answer['msg'] else JUDGEMENTS[answer['msg']]


def change(text, rnd):
    """The text with one or two changes: of a character, or of a line."""
    for _ in range(rnd.randrange(1, 3)):
        place = rnd.randrange(len(text) + 1)
        lines = text.split('\n')
        at = rnd.randrange(len(lines))
        kind = rnd.randrange(8)
        if kind < 3:
            text = text[:place] + rnd.choice(['', 'A', '=', '-', '\n', ' ', '\r', '\t', ':', '!']) + text[place + kind % 2:]
            continue
        if kind == 3:
            del lines[at]
        elif kind == 4:
            lines.insert(at, rnd.choice(['', '  ', 'text', 'Proc-Type: 4,ENCRYPTED', 'a: b', '-----', '-----BEGIN X-----']))
        elif kind == 5:
            lines[at] += rnd.choice([' ', '\t', '\r', 'x', '=', '-'])
        elif kind == 6:
            lines[at] = rnd.choice([' ', '\t', 'x']) + lines[at]
        else:
            lines[at:at + 2] = [''.join(lines[at:at + 2])]
        text = '\n'.join(lines)
    return text


def changes(old, new):
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [(old[max(0, a - 12):a], old[a:b][:40], new[c:d][:40])
            for tag, a, b, c, d in matcher.get_opcodes() if tag != 'equal']


def main():
    seed, count = (int(argument) for argument in (sys.argv[1:] + ['1', '3000'][len(sys.argv) - 1:]))
    rnd = random.Random(seed)
    certificates, keys = load()
    certmock = Certmock()
    otherwise = collections.Counter()

    def compare(certificate, key, what):
        wanted, found = theirs(certificate, key), certmock.judge(certificate, key)
        if wanted != found:
            otherwise[what[0]] += 1
            print('%s: theirs %s, certmock %s: %s' % (what[0], wanted, found, what[1]()))

    for name, certificate in certificates.items():
        for key_name, key in keys.items():
            compare(certificate, key, ('as it is', lambda: (name, key_name)))
    for _ in range(count):
        name = rnd.choice(list(PAIRS))
        certificate, key = certificates[name], keys[PAIRS[name]]
        if rnd.random() < 0.5:
            changed = change(certificate, rnd)
            compare(changed, key, ('changed', lambda: changes(certificate, changed)))
        else:
            changed = change(key, rnd)
            compare(certificate, changed, ('changed', lambda: changes(key, changed)))
    print('%d pairs as they are, %d changed; judged otherwise: %s'
          % (len(certificates) * len(keys), count, dict(otherwise) or 'none'))


if __name__ == '__main__':
    main()
