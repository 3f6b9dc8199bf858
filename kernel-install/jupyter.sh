# Sourced by the scripts beside it: finds Jupyter, or installs it, and sets python and nbconvert.
# What it needs: nbconvert to execute notebooks, jupyter_client to talk to kernels, fonts for Java's charts.

venv=${XDG_DATA_HOME:-$HOME/.local/share}/cellwise/venv
apt_packages="jupyter-nbconvert jupyter-client python3-nbclient fontconfig libfreetype6 fonts-dejavu-core"
pip_packages="nbconvert nbclient jupyter-client"
if [ "${with_tests:-}" = yes ]; then
    apt_packages="$apt_packages python3-jupyter-kernel-test"
    pip_packages="$pip_packages jupyter_kernel_test"
    modules="nbconvert, nbclient, jupyter_client, jupyter_kernel_test"
else
    modules="nbconvert, nbclient, jupyter_client"
fi

say() { printf '%s\n' "$*" >&2; }

# Sets python to one that has Jupyter's modules.
find_jupyter() {
    for python in "$venv/bin/python" /usr/bin/python3 "$(command -v python3 || true)"; do
        if [ -x "$python" ] && "$python" -c "import $modules" 2>/dev/null; then
            return 0
        fi
    done
    return 1
}

# Java's charts need a font; without one they fail deep inside AWT.
has_fonts() { command -v fc-list >/dev/null && [ -n "$(fc-list 2>/dev/null | head -n 1)" ]; }

is_debian_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

install_with_apt() {
    say "Installing: $apt_packages"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $apt_packages >/dev/null
}

install_with_pip() {
    say "Installing Jupyter into $venv"
    if ! python3 -m venv "$venv" || ! "$venv/bin/python" -m pip install --quiet $pip_packages; then
        rm -rf "$venv"
        say "Jupyter is missing and could not be installed. As root on Debian or Ubuntu, type:"
        say "  apt-get install $apt_packages"
        say "elsewhere, with a Python that has pip:"
        say "  python3 -m pip install $pip_packages"
        say "then run this command again."
        exit 1
    fi
}

if ! find_jupyter || { is_debian_root && ! has_fonts; }; then
    if is_debian_root; then
        install_with_apt
    else
        install_with_pip
    fi
    find_jupyter || { say "Jupyter was installed, but no python3 can import $modules"; exit 1; }
fi
nbconvert="$python -m nbconvert"  # not by "jupyter", which looks for it on the path first
