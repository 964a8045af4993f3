#!/usr/bin/env bash
# index_accessible.sh EDITION...: the index.html of each edition, opened in headless Chromium without
# a network. NODE_PATH names the folder that holds axe-core and playwright-core. Exits 77 (skipped)
# where these or Chromium are absent.
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")

if ! command -v chromium >/dev/null || ! command -v node >/dev/null ||
    ! node -e 'require.resolve("axe-core"); require.resolve("playwright-core")' 2>/dev/null; then
    echo "SKIPPED: chromium, axe-core or playwright-core is not there: no page was opened" >&2
    exit 77
fi

node "$here/index_accessible.js" "$(command -v chromium)" "$@"
