#!/usr/bin/env bash
# Builds the binaries of a release into a folder: .ci/dist.sh dist
# Static, without paths of this machine; the same commit and Go give the same
# bytes. Beside each stands its bill of materials; SHA256SUMS sums all files.
set -euo pipefail
cd "$(dirname "$0")/.."
go=${GO:-go}
folder=$1
version=$(sed -n 's/^const version = "\(.*\)"$/\1/p' cmd/breachbrief/version.go)
[ -n "$version" ] || { echo "dist: no version found" >&2; exit 1; }

rm -rf "$folder"
mkdir -p "$folder"
for platform in linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64; do
  system=${platform%/*}
  name=breachbrief-$version-$system-${platform#*/}
  binary=$name
  if [ "$system" = windows ]; then binary=$name.exe; fi
  CGO_ENABLED=0 GOOS=$system GOARCH=${platform#*/} "$go" build -trimpath -ldflags '-s -w' -o "$folder/$binary" ./cmd/breachbrief
  "$go" run .ci/bom.go "$version" "$folder/$binary" >"$folder/$name.spdx.json"
  echo "$folder/$binary"
done
# Dated by the commit, so it comes from a binary that knows its own.
"$folder/breachbrief-$version-$("$go" env GOHOSTOS)-$("$go" env GOHOSTARCH)" man >"$folder/breachbrief.1"
cp LICENSE NOTICE "$folder"

# The licences of what the binaries contain, as their authors wrote them.
{
  cat report/typeface/fonts/*OFL*
  cat "$("$go" env GOROOT)/LICENSE"
  modules=$(for file in "$folder"/*.spdx.json; do sed -n 's/^      "name": "\(.*\..*\/.*\)",$/\1/p' "$file"; done | sort -u)
  for module in $modules; do
    directory=$("$go" list -m -f '{{.Dir}}' "$module")
    for file in "$directory"/{LICENSE*,COPYING*,LICENSES/*}; do
      if [ -f "$file" ]; then printf '\n\n==== %s: %s\n\n' "$module" "${file##*/}"; cat "$file"; fi
    done
  done
} >"$folder/THIRD-PARTY-LICENSES"
(cd "$folder" && sha256sum -- * >SHA256SUMS)
