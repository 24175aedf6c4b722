#!/usr/bin/env bash
# Holds SARIF files against the standard and against GitHub's ingestion rules, with Microsoft's SARIF Multitool.
#
#   scripts/validate_sarif.sh FILE...
#
# Exit status: 0 no error and no warning · 1 something was found, and is printed · 2 wrong usage, or the tool could not be
# had or did not finish. The tool comes as an npm package (some 50 MB) and is kept in a folder under TMPDIR.
set -euo pipefail

VERSION=5.7.0

if [ $# -eq 0 ]; then
    echo "usage: $0 FILE..." >&2
    exit 2
fi

cache="${TMPDIR:-/tmp}/hoscheck-sarif-multitool-$VERSION-$(id -u)"
mkdir -p -m 700 "$cache"
if [ ! -O "$cache" ]; then
    echo "$0: $cache belongs to somebody else; set TMPDIR to a folder of your own" >&2
    exit 2
fi

# the package's own start script hands its arguments to a shell unquoted, so the program itself is called
where() { (cd "$cache" && node -p 'require("@microsoft/sarif-multitool")' 2>/dev/null) | tr -d '"'; }

tool=$(where || true)
if [ ! -f "$tool" ]; then
    if ! npm install --prefix "$cache" --no-audit --no-fund --loglevel=error "@microsoft/sarif-multitool@$VERSION" >&2; then
        echo "$0: the SARIF Multitool could not be installed; is npm here?" >&2
        exit 2
    fi
    tool=$(where)
fi
chmod u+x "$tool"

status=0
for file in "$@"; do
    if [ ! -f "$file" ]; then
        echo "$0: there is no file $file" >&2
        exit 2
    fi
    said=$("$tool" validate "$file" --rule-kind 'Sarif;Ghas' --level 'Error;Warning' 2>&1) || true
    # the tool exits 0 also when it has found errors, so its words decide
    if ! grep -q '^Analysis completed successfully' <<<"$said"; then
        printf '%s\n' "$said" >&2
        exit 2
    fi
    if found=$(grep -E ': (error|warning) [A-Z]+[0-9]+' <<<"$said"); then
        printf '%s\n' "$found"
        status=1
    else
        echo "$file: valid SARIF 2.1.0, fit for GitHub"
    fi
done
exit $status
