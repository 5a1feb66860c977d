#!/usr/bin/env bash
# Mails a published report to a real mail server, Postfix, on this machine:
#   .ci/verify-mail.sh FOLDER
# The server has its own configuration, queue and port in a scratch folder,
# listens on loopback only, passes nothing on, and demands TLS and a password.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(id -u)" -ne 0 ]; then
  echo "--  mail: not tried, for only root can start Postfix; which this installs with its tools"
  exit 0
fi
packages=(postfix sasl2-bin libsasl2-modules openssl)
if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
  echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections # and so none that starts
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

scratch=$(mktemp -d)
etc=$scratch/etc
trap 'postfix -c "$etc" stop >/dev/null 2>&1 || true; rm -rf "$scratch"' EXIT
fail() {
  echo "verify-mail: $*" >&2
  tail -n 20 "$scratch/log" >&2 || true
  exit 1
}

# A port that nothing listens on.
port=2525
while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done

chmod 755 "$scratch"
mkdir -p "$etc/sasl" "$scratch"/{queue,data,mail}
chown postfix "$scratch/data"
chown mail:mail "$scratch/mail"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$scratch/key.pem" -out "$scratch/cert.pem" 2>/dev/null
printf 'correct horse\n' >"$scratch/password"
saslpasswd2 -p -c -f "$scratch/sasldb" -u mail.example reporter < <(printf 'correct horse')
chown postfix "$scratch/sasldb"
cat >"$etc/sasl/smtpd.conf" <<END
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: $scratch/sasldb
mech_list: SCRAM-SHA-256
END
cat >"$etc/main.cf" <<END
compatibility_level = 3.6
queue_directory = $scratch/queue
data_directory = $scratch/data
maillog_file = $scratch/log
maillog_file_prefixes = $scratch
myhostname = mail.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
default_transport = error:nothing leaves this machine
virtual_mailbox_domains = example.jp
virtual_mailbox_maps = inline:{bucho@example.jp=bucho/, board@example.jp=board/, admin@example.jp=admin/}
virtual_mailbox_base = $scratch/mail
virtual_minimum_uid = 1
virtual_uid_maps = static:$(id -u mail)
virtual_gid_maps = static:$(id -g mail)
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = $scratch/cert.pem
smtpd_tls_key_file = $scratch/key.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_local_domain = mail.example
cyrus_sasl_config_path = $etc/sasl
mynetworks =
smtpd_relay_restrictions = permit_sasl_authenticated, reject
message_size_limit = 20000000
END
cat >"$etc/master.cf" <<END
127.0.0.1:$port inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
postlog unix-dgram n - n - 1 postlogd
END
postfix -c "$etc" start 2>"$scratch/said" || { cat "$scratch/said" >&2; fail "Postfix does not start"; }

cp -r "$1" "$scratch/report"
mkdir "$scratch/out" && mv "$scratch/report" "$scratch/out/report"
configure() { # configure RECIPIENT-EN RECIPIENT-JA
  cat >"$scratch/breachbrief.toml" <<END
[mail]
host = "localhost"
port = $port
username = "reporter@mail.example"
password_file = "password"
ca_file = "cert.pem"
from = "Security team <security@example.jp>"
operators = ["admin@example.jp"]
retries = 0
[mail.recipients]
en = [$1]
ja = [$2]
END
}
send() { out/breachbrief send --config "$scratch/breachbrief.toml" "$scratch/out/report" 2>"$scratch/said"; }

# delivered MAILBOX N waits until a mailbox has N mails.
delivered() {
  local n=0
  for _ in $(seq 50); do
    n=$(find "$scratch/mail/$1/new" -type f 2>/dev/null | wc -l)
    [ "$n" -lt "$2" ] || break
    sleep 0.2
  done
  [ "$n" -eq "$2" ] || fail "$1 has $n mails, not $2"
}

configure '"board@example.jp"' '"部長 <bucho@example.jp>"'
send || fail "not sent: $(cat "$scratch/said")"
delivered board 1
delivered bucho 1
/usr/bin/python3 .ci/verify-mail.py "$scratch/out/report" "$scratch"/mail/bucho/new/* '情報セキュリティインシデント月次報告書' '影響を受けた組織数'
/usr/bin/python3 .ci/verify-mail.py "$scratch/out/report" "$scratch"/mail/board/new/* 'Monthly security incident report' 'Organisations affected'
echo "ok  mail: both editions are delivered over TLS with a password, and can be read"

send || fail "not sent again: $(cat "$scratch/said")"
sleep 1
delivered board 1
delivered bucho 1
echo "ok  mail: a rerun mails nobody twice"

code=0
configure '"board@example.jp", "nobody@example.jp"' '"bucho@example.jp"'
send || code=$?
[ "$code" -eq 4 ] && grep -q 'nobody@example.jp: refused: 550' "$scratch/said" || fail "unknown recipient: exit code $code, $(cat "$scratch/said")"
delivered admin 1
echo "ok  mail: an unknown recipient is named, the exit code is 4, and the operators are told"

postconf -c "$etc" message_size_limit=60000
postfix -c "$etc" reload 2>/dev/null
rm "$scratch/out/mail-ledger.jsonl"
configure '"board@example.jp"' ''
send && grep -q 'goes without its files' "$scratch/said" || fail "too large: $(cat "$scratch/said")"
delivered board 2
echo "ok  mail: what is too large goes without its files"

postfix -c "$etc" stop 2>/dev/null
rm "$scratch/out/mail-ledger.jsonl"
code=0
send || code=$?
[ "$code" -eq 4 ] || fail "server stopped: exit code $code, $(cat "$scratch/said")"
out/breachbrief verify --quiet "$scratch/out/report"
echo "ok  mail: without a server the exit code is 4 and the report is whole"
