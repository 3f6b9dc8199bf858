#!/bin/sh
# Installs the kernel "Java (Cellwise)" from the built jar. Options: --help lists them.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! command -v "$java" >/dev/null 2>&1; then
    echo "Java is missing. Install a JDK 17 or newer, on Debian with: apt-get install openjdk-17-jdk-headless" >&2
    exit 1
fi
version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
if [ "${version:-0}" -lt 17 ]; then
    echo "Java 17 or newer is needed; $java is ${version:-unknown}. On Debian: apt-get install openjdk-17-jdk-headless" >&2
    exit 1
fi
jar=$(ls -t "$here"/target/cellwise-*-kernel.jar 2>/dev/null | head -n 1)
if [ -z "$jar" ]; then
    echo "The kernel is not built. Type: mvn -f '$here/pom.xml' -DskipTests package" >&2
    exit 1
fi
exec "$java" -jar "$jar" --install "$@"
