#!/usr/bin/env bash
# From a fresh clone to an executed notebook: installs what is missing, builds, installs the kernel, runs notebook 01
# in real Jupyter, and prints the path of the page last.
set -euo pipefail
cd "$(dirname "$0")/.."
. kernel-install/jupyter.sh

say "Building"
mvn -q -B -ntp -Dstyle.color=never -DskipTests package
say "Installing the kernel"
bash kernel-install/install.sh --user >&2
say "Executing notebooks/01-first-network.ipynb"
mkdir -p target/pages
$nbconvert --log-level=WARN --to html --execute notebooks/01-first-network.ipynb --output-dir target/pages
printf '%s\n' "$PWD/target/pages/01-first-network.html"
