#!/usr/bin/env bash
# All tests, as continuous integration runs them: installs what is missing, then builds and tests.
set -euo pipefail
cd "$(dirname "$0")/.."
with_tests=yes
. kernel-install/jupyter.sh

exec mvn -B -ntp -Dpython="$python" verify
