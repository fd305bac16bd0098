#!/usr/bin/env bash
# Lays out the distribution in $TARGET/sluice and packs it: the run-time image, the files a user edits, the repository
# to compile plugins against, the laws they are held to, and the start-up cache. Called by Maven, with
#   JAVA_HOME    the JDK the build runs on
#   TARGET       dist/target, whose modules/ holds every module of the image as a jar with a descriptor, and whose
#                laws/ holds the test kit and what it needs
#   VERSION      of the distribution
#   TIMESTAMP    of every file in the archive
set -euo pipefail
source=$(cd "$(dirname "$0")/.." && pwd)
root=$(cd "$source/../.." && pwd)
out=$TARGET/sluice

# The modules of the JDK that plugins may use, whether or not the gateway needs them.
plugin_modules=(
  java.base java.instrument java.logging java.management java.naming java.net.http java.security.jgss
  java.security.sasl java.sql java.xml jdk.jfr jdk.management jdk.net jdk.unsupported
)
# What a person needs to look into a running gateway.
tool_modules=(jdk.jcmd)

join() {
  local IFS=,
  echo "$*"
}

lay_out_files() {
  rm -rf "$out"
  mkdir -p "$out/lib"
  cp -R "$source/distribution/." "$out"
  cp -R "$TARGET/laws" "$out/lib/laws"
  printf -- '- `%s`\n' "${plugin_modules[@]}" >>"$out/plugins/README.md"
}

link_image() {
  "$JAVA_HOME/bin/jlink" --module-path "$TARGET/modules" \
    --add-modules "ALL-MODULE-PATH,$(join "${plugin_modules[@]}" "${tool_modules[@]}")" \
    --add-options="--add-modules=$(join "${plugin_modules[@]}")" \
    --no-header-files --no-man-pages --output "$out/image"
}

# publish DIRECTORY ARTIFACT: puts a module's jars and its self-contained pom where Maven looks for them.
publish() {
  local from=$root/$1/target to=$out/sdk/io/sluice/$2/$VERSION
  mkdir -p "$to"
  cp "$from/$2-$VERSION.jar" "$from/$2-$VERSION-sources.jar" "$from/$2-$VERSION-javadoc.jar" "$to"
  cp "$from/flattened-pom.xml" "$to/$2-$VERSION.pom"
  checksum "$to"
}

# What the contract is annotated with, so that javac needs nothing but the SDK.
publish_jspecify() {
  local jar to
  jar=$(cd "$TARGET/contract-libraries" && ls jspecify-*.jar)
  to=${jar#jspecify-}
  to=$out/sdk/org/jspecify/jspecify/${to%.jar}
  mkdir -p "$to"
  cp "$TARGET/contract-libraries/${jar%.jar}".* "$to"
  checksum "$to"
}

checksum() {
  for file in "$1"/*; do
    sha1sum "$file" | cut -d ' ' -f 1 >"$file.sha1"
  done
}

train() {
  JAVA_HOME=$JAVA_HOME "$JAVA_HOME/bin/java" "$source/image/Training.java" "$out"
}

pack() {
  tar --create --sort=name --owner=0 --group=0 --numeric-owner --mtime="$TIMESTAMP" --mode=u+w,go-w \
    --transform "s,^sluice,sluice-$VERSION," --directory "$TARGET" sluice |
    gzip --no-name >"$TARGET/sluice-$VERSION.tar.gz"
}

lay_out_files
link_image
publish gateway-api gateway-api
publish plugins/testkit sluice-testkit
publish_jspecify
train
pack
