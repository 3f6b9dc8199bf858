#!/usr/bin/env bash
# Starts a cluster of Spark on this machine, from Maven's artifacts: one master, and workers of one core each (2, of 1024 MB,
# unless told otherwise). Prints the master's address, and runs until its input ends or it is stopped (Ctrl-C).
# Usage: spark-cluster.sh [workers [MB for each]]
set -euo pipefail
cd "$(dirname "$0")/.."
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -DincludeScope=compile -DexcludeGroupIds=io.github.padreati -Dmdep.outputFile="$classpath" >&2
java -cp "$(cat "$classpath")" src/test/java/org/cellwise/spark/SparkCluster.java "$@"
