# Exports as JAVA_HOME a JDK of the release this build needs, wherever the machine keeps one; sourced by mvnw.
# Maven itself has to run on that JDK: the jar plugin starts the `jar` tool of the JDK below it.

sluice_jdk_release=25

sluice_jdk_fits() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/jlink" ] && [ -r "$1/release" ] &&
    grep -q "^JAVA_VERSION=\"$sluice_jdk_release[.\"]" "$1/release"
}

sluice_jdk_find() {
  on_path=$(command -v javac) && on_path=$(readlink -f "$on_path") && on_path=${on_path%/bin/javac}
  for jdk in "${JAVA_HOME-}" "${on_path-}" \
    /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/*jdk* /opt/java/* /opt/jdks/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.gradle/jdks/* "$HOME"/.jabba/jdk/* \
    "$HOME"/.jenv/versions/* "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if sluice_jdk_fits "$jdk"; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "Sluice needs a JDK $sluice_jdk_release to build and none was found: install one, or point JAVA_HOME at it." >&2
  return 1
}

sluice_jdk_find || exit 1
# The libraries inside Maven use memory access that JDK 25 warns of; the warnings would hide this build's own.
MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS-}"
export MAVEN_OPTS
