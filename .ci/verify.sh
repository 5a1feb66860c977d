#!/usr/bin/env bash
# Looks at published reports with tools that know nothing of breachbrief:
#   .ci/verify.sh FOLDER...
# LibreOffice recalculates every workbook, whose cached values must agree, and
# again with some rows edited; qpdf and the poppler tools check every briefing;
# Postfix delivers the first report.
# The bill of materials and the manual page of a release are looked at, too.
# The tools come through apt-get where it can install them.
set -euo pipefail
cd "$(dirname "$0")/.."

declare -A packages=([soffice]=libreoffice-calc [qpdf]=qpdf [pdffonts]=poppler-utils [pdftotext]=poppler-utils [pdfinfo]=poppler-utils [mandoc]=mandoc)
python=/usr/bin/python3 # Debian's own, for which python3-openpyxl is packaged

missing() {
  for tool in "${!packages[@]}"; do
    command -v "$tool" >/dev/null || echo "${packages[$tool]}"
  done
  "$python" -c 'import openpyxl' 2>/dev/null || echo python3-openpyxl
}

wanted=$(missing | sort -u)
if [ -n "$wanted" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
  wanted=$(missing | sort -u)
fi
if [ -n "$wanted" ]; then
  printf 'verify: these packages are missing; install them and try again:\n%s\n' "$wanted" >&2
  exit 1
fi

scratch=$(mktemp -d)
trap 'umount "$scratch/disk" 2>/dev/null || true; rm -rf "$scratch"' EXIT
fail() { echo "verify: $*" >&2; exit 1; }

verify_briefing() {
  local file=$1 text
  qpdf --check "$file" >"$scratch/qpdf" 2>&1 || { cat "$scratch/qpdf" >&2; fail "$file: qpdf finds fault"; }
  # Columns of pdffonts from the right: object, generation, uni, sub, emb.
  pdffonts "$file" | awk 'NR > 2 && ($(NF-4) != "yes" || $(NF-2) != "yes") { bad = 1; print } END { exit bad }' >&2 ||
    fail "$file: a font is not embedded or has no Unicode"
  [ "$(pdffonts "$file" | tail -n +3 | wc -l)" -gt 0 ] || fail "$file: no fonts"
  pages=$(pdfinfo "$file" | awk '$1 == "Pages:" { print $2 }')
  [ "$pages" -ge 2 ] || fail "$file: $pages pages"
  pdfinfo "$file" | grep -q 'Page size:.*A4' || fail "$file: not A4"
  text=$(pdftotext -layout "$file" -)
  case $file in
  *.ja.pdf) expected='委託先|漏えい|月次|件' ;;
  *) expected='supplier|incident|event' ;;
  esac
  grep -qE "$expected" <<<"$text" || fail "$file: its text cannot be read back"
  if grep -q $'\xef\xbf\xbd' <<<"$text"; then fail "$file: replacement characters in the text"; fi
  echo "ok  $file: $pages pages"
}

# A disk that runs full, at whatever point of a run, or cannot be written leaves
# the old reports as they were and nothing else, and nothing is mailed.
verify_disk() {
  local disk=$scratch/disk code free
  mkdir "$disk"
  if ! mount -t tmpfs -o size=8m tmpfs "$disk" 2>/dev/null; then
    echo "--  full disk: not tried, for nothing can be mounted here"
    return
  fi
  printf '[mail]\nhost = "127.0.0.1"\nport = 1\nsecurity = "none"\nretries = 0\nfrom = "a@example.com"\n[mail.recipients]\nen = ["b@example.com"]\n' >"$scratch/mail.toml"
  make_reports() {
    code=0
    out/breachbrief report --json --config "$scratch/mail.toml" --period 2022-06,2022-07 --lang en --out "$disk/out" "$@" samples/japan.csv \
      >"$scratch/result" 2>"$scratch/said" || code=$?
  }
  make_reports
  [ "$code" -eq 0 ] || fail "$(cat "$scratch/said")"
  for free in 0 64 200 350 500; do
    rm -f "$disk/filler"
    head -c "$(($(df --output=avail -k "$disk" | tail -n 1) - free))k" /dev/zero >"$disk/filler"
    make_reports --organization "Other $free" --send
    old_reports_stand "full disk, $free KiB free" 'no space left'
  done
  mount -o remount,ro "$disk"
  make_reports --organization Other --send
  old_reports_stand "read-only disk" 'read-only file system'
  code=0
  out/breachbrief send --config "$scratch/mail.toml" "$disk/out/2022-07" 2>"$scratch/said" || code=$?
  [ "$code" -eq 4 ] && grep -q "mail-ledger.jsonl cannot be locked" "$scratch/said" || fail "mailing from a read-only disk: $code, $(cat "$scratch/said")"
  umount "$disk"
  echo "ok  full disk, read-only disk: the old reports are whole"
}

# old_reports_stand WHERE WHY looks at what a run that had to fail left.
old_reports_stand() {
  [ "$code" -eq 1 ] && grep -q "$2" "$scratch/said" && ! [ -s "$scratch/result" ] ||
    fail "$1: exit code $code, $(cat "$scratch/said" "$scratch/result")"
  [ "$(ls -A "$disk/out" | tr '\n' ' ')" = '2022-06 2022-07 ' ] || fail "$1: left $(ls -A "$disk/out")"
  for period in 2022-06 2022-07; do
    out/breachbrief verify --quiet "$disk/out/$period" || fail "$1: the old report of $period is not whole"
  done
}

# The manual page is free of errors, and the bill of materials has every field
# that SPDX 2.3 requires and every module that the binary says it holds.
verify_release() {
  out/breachbrief man >"$scratch/breachbrief.1"
  mandoc -T lint -W error "$scratch/breachbrief.1" || fail "the manual page has errors"
  go run .ci/bom.go 0.0.0 out/breachbrief >"$scratch/bill.json"
  go run .ci/bom.go 0.0.0 out/breachbrief | cmp - "$scratch/bill.json" || fail "two bills of the same binary differ"
  go version -m out/breachbrief | awk '$1 == "dep" { print $2, $3 }' >"$scratch/modules"
  "$python" .ci/verify-bill.py "$scratch/bill.json" "$scratch/modules"
}

verify_release
for folder in "$@"; do
  out/breachbrief verify "$folder"
  for file in "$folder"/*.pdf; do verify_briefing "$file"; done
  "$python" .ci/verify-workbook.py "$folder"/*.xlsx
  "$python" .ci/verify-edits.py "$folder"/*.xlsx
done
verify_disk
.ci/verify-mail.sh "$1"
