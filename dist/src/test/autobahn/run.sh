#!/usr/bin/env bash
# The Autobahn WebSocket suite through the built gateway: its fuzzing client, Sluice, and an endpoint
# that sends everything back. Each case also goes to the endpoint directly; the gateway passes if no
# case ends worse through it.
#
#   ./mvnw -q -DskipTests package && dist/src/test/autobahn/run.sh [CASES]
#
# CASES is a JSON list, by default ["*"] without the 9.* and 12.* to 13.*, which take long. Needs node and
# npm; the suite and the Python that it is written in come from Maven Central, the endpoint's library from npm.
# PYTHON2 may name a Python 2.7, which starts faster. Reports are left in dist/target/autobahn.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dist=$(cd "$here/../../.." && pwd)
work=$dist/target/autobahn
cases=${1:-'["1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"]'}
suite=me.normanmaurer.maven.autobahntestsuite:autobahntestsuite-maven-plugin:0.1.4
jython=org.python:jython-standalone:2.7.1b3

java=${JAVA_HOME:+$JAVA_HOME/bin/}java

started=()
stop() {
  if ((${#started[@]} > 0)); then
    kill "${started[@]}" 2> /dev/null || true
  fi
}
trap stop EXIT

# The first line of a file that holds the pattern, as soon as there is one.
await() {
  for _ in $(seq 300); do
    grep -m 1 -E "$2" "$1" 2> /dev/null && return
    sleep 0.1
  done
  cat "$1" >&2
  return 1
}

mkdir -p "$work/suite"
cd "$dist/.."
for artifact in $suite $jython; do
  ./mvnw -q dependency:copy "-Dartifact=$artifact" "-DoutputDirectory=$work"
done
(cd "$work/suite" && "${java%java}jar" --extract --file "$work"/autobahntestsuite-maven-plugin-*.jar)
npm install --silent --no-save --prefix "$work" ws

NODE_PATH=$work/node_modules node "$here/endpoint.js" > "$work/endpoint.log" 2>&1 &
started+=($!)
endpoint=$(await "$work/endpoint.log" '^[0-9]+$')

cat > "$work/sluice.yaml" << END
listen: "127.0.0.1:0"
admin: {address: "127.0.0.1:0"}
defaults: {balancer: least-connections, limiter: none, probe: none}
services: {echo: {endpoints: ["127.0.0.1:$endpoint"]}}
END
"$dist/target/sluice/bin/sluice" run --config "$work/sluice.yaml" > "$work/sluice.log" 2>&1 &
started+=($!)
gateway=$(await "$work/sluice.log" listening | sed -E 's/.*traffic http:[^ ]*:([0-9]+) .*/\1/')

cat > "$work/cases.json" << END
{
  "servers": [
    {"agent": "Sluice", "url": "ws://127.0.0.1:$gateway/echo"},
    {"agent": "Endpoint", "url": "ws://127.0.0.1:$endpoint/"}
  ],
  "outdir": "$work/reports",
  "cases": $cases,
  "exclude-cases": [],
  "exclude-agent-cases": {}
}
END
cat > "$work/client.py" << END
import sys
sys.path.insert(0, '$work/suite')
sys.argv = ['wstest', '-m', 'fuzzingclient', '-s', '$work/cases.json']
from autobahntestsuite import wstest
wstest.run()
END
read -r -a python <<< "${PYTHON2:-$java --enable-native-access=ALL-UNNAMED -jar $work/jython-standalone-2.7.1b3.jar}"
"${python[@]}" "$work/client.py" > "$work/client.log" 2>&1 || { tail -n 20 "$work/client.log" >&2; exit 1; }

node "$here/compare.js" "$work/reports/index.json"
