#!/usr/bin/env bash
# workbooks_open.sh EDITION: LibreOffice reads every workbook of an edition and prints each; a sheet
# that it could not read would be missing from the pages.
set -euo pipefail

edition=$1
work=$(mktemp -d -t miroir-workbooks-XXXXXX)
trap 'rm -rf "$work"' EXIT

soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to pdf \
    --outdir "$work/pdf" "$edition"/workbooks/*.xlsx >/dev/null

n=0
for workbook in "$edition"/workbooks/*.xlsx; do
    pdf=$work/pdf/$(basename "$workbook" .xlsx).pdf
    [ -s "$pdf" ] || { echo "$workbook could not be opened" >&2; exit 1; }
    text=$(pdftotext -layout "$pdf" -)
    for sheet in $(unzip -p "$workbook" xl/workbook.xml | grep -o '<sheet name="[^"]*"' | cut -d'"' -f2 |
        tr ' ' '_'); do
        # The footer of every page names its sheet.
        grep -qF "${sheet//_/ }" <<<"$text" ||
            { echo "$workbook: sheet ${sheet//_/ } is missing" >&2; exit 1; }
    done
    if grep -qE '#(NAME|REF|VALUE|N/A|NUM)|Err:[0-9]' <<<"$text"; then
        echo "$workbook: a cell shows an error" >&2
        exit 1
    fi
    n=$((n + 1))
done
echo "$n workbooks open"
