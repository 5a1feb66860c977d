#!/usr/bin/env bash
# Runs every fuzz target below a folder for a moment: .ci/fuzz.sh [FOLDER [BUDGET]]
# BUDGET is a time such as 3s, or a number of inputs such as 1000x.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-.} budget=${2:-3s}
grep -rl --include='*_test.go' '^func Fuzz' "$folder" | sort | while read -r file; do
  for target in $(sed -n 's/^func \(Fuzz[A-Za-z0-9]*\)(.*/\1/p' "$file"); do
    go test -run '^$' -fuzz "^$target\$" -fuzztime "$budget" "./$(dirname "$file")" >/dev/null ||
      { echo "fuzz: $target in $file fails" >&2; exit 1; }
    echo "fuzz: $target, $budget: nothing found"
  done
done
