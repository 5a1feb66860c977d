#!/usr/bin/env bash
# Draws the pictures of the README from the reports of 'make report'.
set -euo pipefail
cd "$(dirname "$0")/.."
draw() { pdftoppm -r 80 -png -f 1 -l 1 -singlefile "$1" ".github/images/$2"; }
draw out/hhs/2024-05/breachbrief-2024-05.en.pdf briefing.en
draw out/japan/2022-06/breachbrief-2022-06.ja.pdf briefing.ja
