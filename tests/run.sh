#!/usr/bin/env bash
# Builds everything and runs every test. Ends with a line "N passed, N failed, N skipped" and with exit code 0 only if nothing failed.
# Needs the .NET SDK 10; everything else comes from NuGet. Tests of calendars, cron and files that need the independent oracle lists find
# them in SCHEDULER_TEST_DATA, or in ../shared/data beside the repository, and skip with a sentence where there are none.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NO_COLOR=1

sdk_is_there() { command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; }
if ! sdk_is_there && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && apt-get install -y -qq dotnet-sdk-10.0
fi
if ! sdk_is_there; then
  echo "The .NET SDK 10 is missing: install it (https://dotnet.microsoft.com/download/dotnet/10.0, or the package dotnet-sdk-10.0), then run this again." >&2
  exit 1
fi

configuration=${CONFIGURATION:-Release}
dotnet build Scheduler.sln -c "$configuration" -v quiet --nologo || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

longest=${TEST_TIMEOUT:-600}   # seconds for one test program: a wake-up that was lost must not hang everything
passed=0 failed=0 skipped=0
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  program="tests/$name/bin/$configuration/net10.0/Routine$name"
  grep -q 'Include="xunit.v3"' "$project" || continue   # the conformance suite is a library, and a host process is for killing
  echo "== $name"
  output=$(mktemp)
  timeout --kill-after=10 "$longest" "$program" -noColor 2>&1 | tee "$output"
  ended=${PIPESTATUS[0]}
  if [ "$ended" -eq 124 ] || [ "$ended" -eq 137 ]; then
    echo "$name did not end within $longest s and was stopped" >&2
    failed=$((failed + 1))
    rm -f "$output"
    continue
  fi
  summary=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$output" | tail -n 1)
  read -r total errors fails skips < <(tr -dc '0-9 \n' <<<"$summary")
  rm -f "$output"
  if [ -z "${total:-}" ] || [ "$total" = 0 ]; then
    echo "$name ran no test" >&2
    failed=$((failed + 1))
    continue
  fi
  bad=$((errors + fails))
  [ "$ended" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1   # it died otherwise
  passed=$((passed + total - fails - skips)) failed=$((failed + bad)) skipped=$((skipped + skips))
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
