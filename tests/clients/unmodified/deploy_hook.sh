#!/bin/sh
# Uploads a certificate to Qiniu and has a domain serve it, with curl and openssl as acme.sh's hook
# for Qiniu does: `deploy_hook.sh DOMAIN CHAIN KEY`.
set -eu
domain=$1 chain=$2 key=$3
base=https://api.qiniu.com

post() { # the method, the path, the body
    sign=$(printf '%s\n' "$2" | openssl dgst -sha1 -hmac certmock -binary | openssl base64 -e | tr -- '+/' '-_')
    curl --silent --dump-header /dev/null -L -g -X "$1" -H "Content-Type: application/json" \
        -H "Authorization: QBox certmock:$sign" --data "$3" "$base$2"
}
lines() { sed 's/$/\\n/' "$1" | tr -d '\n'; }

body="{\"name\":\"$domain\",\"common_name\":\"$domain\",\"ca\":\"$(lines "$chain")\",\"pri\":\"$(lines "$key")\"}"
answer=$(post POST /sslcert "$body")
case $answer in
    *certID*) ;;
    *)
        echo "no certificate was made: $answer" >&2
        exit 1
        ;;
esac
id=$(printf %s "$answer" | grep -o '"certID": *"[^"]*"' | cut -d '"' -f 4)
answer=$(post PUT "/domain/$domain/httpsconf" "{\"certid\":\"$id\",\"forceHttps\":false}")
case $answer in
    *error*)
        echo "the domain does not serve it: $answer" >&2
        exit 1
        ;;
esac
echo "$domain serves $id"
