#!/usr/bin/env bash
# real_data.sh NAME MIROIR SOURCE_ROOT: one of the data sets of ../shared/data, from its files to
# documents, and what came out held against the files. Exits 77 (skipped) where they are absent.
set -euo pipefail

name=$1 miroir=$2 root=$3
here=$root/tests/live
data=$root/../shared/data/$name

if [ ! -d "$data" ]; then
    echo "SKIPPED: $data is not there: nothing was tried on real data" >&2
    exit 77
fi

work=$(mktemp -d -t "miroir-$name-XXXXXX")
trap 'rm -rf "$work"' EXIT
# The embedded cluster runs as another user when this is root, who must be able to walk in.
chmod 755 "$work"

script=$here/real_data_${name//-/_}.py
python3 "$script" convert "$data" "$work"
"$miroir" load "$work/campaign.yaml" "$work/csv"
"$miroir" check "$work/campaign.yaml"
"$miroir" run "$work/campaign.yaml" -o "$work/out"
"$miroir" verify "$work/out"
python3 "$script" check "$data" "$work/out"

# Every page of a run of hundreds of doctors; of few indicators, whose pages are alike.
if [ -e "$work/few.yaml" ]; then
    "$miroir" run "$work/few.yaml" -o "$work/few"
    python3 "$here/word_boxes.py" "$work/few/booklets" "$work/few/handouts"
fi
