#!/usr/bin/env bash
# Finds Jupyter, or installs it, and builds the site; build_site.py --help tells the arguments.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../kernel-install/jupyter.sh"

exec $python -W ignore "$here/build_site.py" "$@"
