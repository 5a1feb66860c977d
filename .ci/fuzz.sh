#!/usr/bin/env bash
# Runs every fuzz target for a moment: .ci/fuzz.sh [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-3}
grep -rl --include='*_test.go' '^func Fuzz' . | sort | while read -r file; do
  for target in $(sed -n 's/^func \(Fuzz[A-Za-z0-9]*\)(.*/\1/p' "$file"); do
    go test -run '^$' -fuzz "^$target\$" -fuzztime "${seconds}s" "$(dirname "$file")" >/dev/null ||
      { echo "fuzz: $target in $file fails" >&2; exit 1; }
    echo "fuzz: $target, ${seconds} s: nothing found"
  done
done
