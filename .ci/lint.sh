#!/usr/bin/env bash
# Checks form and layering. Prints what is wrong and exits with 1 if anything is.
set -euo pipefail
cd "$(dirname "$0")/.."
go=${GO:-go}
status=0

unformatted=$({ find . -name '*.go' -not -path './.*' -print0; printf '.ci/bom.go\0'; } | xargs -0 gofmt -l)
if [ -n "$unformatted" ]; then
  printf 'not formatted by gofmt:\n%s\n' "$unformatted"
  status=1
fi
"$go" vet ./... || status=1
"$go" vet .ci/bom.go || status=1
"$go" tool -modfile=.ci/tools.mod staticcheck ./... || status=1
"$go" test -run 'Imports|Touches|TopLevel|SaysWhatItIs|ReadsNoFile|OnlyTheCanvas' ./cmd/breachbrief || status=1
for system in darwin windows; do
  GOOS=$system "$go" vet ./cmd/breachbrief || status=1
done
if [ "$status" -eq 0 ]; then echo "lint: nothing to complain about"; fi
exit "$status"
