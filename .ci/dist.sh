#!/usr/bin/env bash
# Builds the binaries of a release into a folder: .ci/dist.sh dist
# Static, without paths of this machine; the same commit and Go give the same
# bytes. Beside each stands the list of modules in it; SHA256SUMS sums them all.
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
  "$go" version -m "$folder/$binary" | sed "1s|.*|$binary: $("$go" env GOVERSION)|" >"$folder/$name.modules.txt"
  echo "$folder/$binary"
done
cp LICENSE NOTICE "$folder"
(cd "$folder" && sha256sum -- * >SHA256SUMS)
