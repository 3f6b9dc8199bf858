#!/usr/bin/env bash
# Executes the notebooks in place with the installed kernel, for committing them with their outputs.
# Name some as arguments, or none for all.
set -euo pipefail
cd "$(dirname "$0")/.."
. kernel-install/jupyter.sh

# plain loops, because their bits do not depend on the processor: the test compares the printed numbers
export JDK_JAVA_OPTIONS="-Dcellwise.math=plain"
[ $# -gt 0 ] || set -- notebooks/*.ipynb
for notebook in "$@"; do
    $nbconvert --log-level=WARN --to notebook --execute --inplace "$notebook"
done
