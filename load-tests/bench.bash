# Sourced by the benches: finds java, builds what has changed, and becomes the bench.
# bench NAME CLASS ARGUMENTS...: NAME is what messages begin with; CLASS is in the tests.
# ready NAME CLASS: the same without becoming it; then ${command[@]} is how to start it.

target=target
classpath_file="$target/test-classpath.txt"
stamp="$target/faults.stamp"

fail() {
  echo "$name: $*" >&2
  exit 2
}

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java="$JAVA_HOME/bin/java"
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it"
  else
    java="$(command -v java)" || fail "no java found: install a JDK, 17 or newer, or set JAVA_HOME"
  fi
}

# Sources newer than the last build of a bench.
changed() {
  [ -f "$main_class" ] && [ -f "$stamp" ] && [ -s "$classpath_file" ] || return 0
  [ -n "$(find src pom.xml -type f -newer "$stamp" -print -quit)" ]
}

build() {
  command -v mvn >/dev/null || fail "no mvn found: install Maven, 3.8 or newer"
  mkdir -p "$target"
  log="$target/faults-build.log"
  echo "$name: building; the log is $log" >&2
  touch "$target/faults.started"
  mvn -B -DskipTests -Dspotless.check.skip=true test-compile \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -DincludeScope=test "-Dmdep.outputFile=$classpath_file" >"$log" 2>&1 || {
    { grep -E '^\[ERROR\]' "$log" || tail -n 20 "$log"; } | head -n 20 >&2
    fail "the build failed; the log is $log"
  }
  mv "$target/faults.started" "$stamp"
}

ready() {
  name="$1"
  main_class="$target/test-classes/${2//.//}.class"
  find_java
  if changed; then build; fi
  command=("$java" -Xmx2g -Dlogback.configurationFile=dev/spillway/faults/logback.xml
    -cp "$target/classes:$target/test-classes:$(cat "$classpath_file")" "$2")
}

bench() {
  ready "$1" "$2"
  shift 2
  exec "${command[@]}" "$@"
}
