# Installs the kernel "Java (Cellwise)" from the built jar. Options: --help lists them.
$ErrorActionPreference = 'Stop'
$here = Split-Path -Parent $PSScriptRoot
$java = if ($env:JAVA_HOME) { Join-Path $env:JAVA_HOME 'bin\java.exe' } else { 'java' }
if (-not (Get-Command $java -ErrorAction SilentlyContinue)) {
    throw 'Java is missing. Install a JDK 17 or newer: winget install EclipseAdoptium.Temurin.17.JDK'
}
$release = (Get-Command $java).Version.Major
if ($release -and $release -lt 17) {
    throw "Java 17 or newer is needed; $java is $release. Type: winget install EclipseAdoptium.Temurin.17.JDK"
}
$jar = Get-ChildItem (Join-Path $here 'target\cellwise-*-kernel.jar') -ErrorAction SilentlyContinue |
    Sort-Object LastWriteTime -Descending | Select-Object -First 1
if (-not $jar) { throw "The kernel is not built. Type: mvn -DskipTests package" }
& $java -jar $jar.FullName --install @args
exit $LASTEXITCODE
