#!/usr/bin/env bash
# determinism.sh MIROIR SOURCE_ROOT DEMO: real claims and the demonstration in folder DEMO, run again
# and again: another number of workers, locale, time zone and executor, rows in another order, and
# after kill -9 in the middle. Every file must come out with the same bytes, mode and time. Exits 77
# where the real claims are absent.
set -euo pipefail

miroir=$(readlink -f "$1") root=$2 demo=$3
here=$root/tests/live
data=$root/../shared/data

if [ ! -d "$data" ]; then
    echo "SKIPPED: $data is not there: determinism was not tried" >&2
    exit 77
fi

work=$(mktemp -d -t miroir-determinism-XXXXXX)
trap '[ $? = 0 ] || tail -n 5 "$work/log" >&2; rm -rf "$work"' EXIT
chmod 755 "$work" # the embedded cluster may run as another user

# The French locale, made here: only what a user has installed would be there otherwise.
mkdir "$work/locales"
localedef -i fr_FR -f UTF-8 "$work/locales/fr_FR.UTF-8"
export LOCPATH=$work/locales
[ "$(LC_ALL=fr_FR.UTF-8 locale decimal_point)" = , ] || { echo "no French locale" >&2; exit 1; }

# fingerprint DIR: bytes, mode and modification time of everything in it.
fingerprint() {
    (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum &&
        find . -printf '%p %m %y\n' | LC_ALL=C sort &&
        find . -type f -printf '%p %T@\n' | LC_ALL=C sort)
}

same() { # NAME WHAT DIR
    if ! diff <(fingerprint "$work/$1/first") <(fingerprint "$3") >"$work/difference"; then
        echo "$1: $2: not the same files" >&2
        head -n 20 "$work/difference" >&2
        exit 1
    fi
    echo "$1: $2: the same $(find "$3" -type f | wc -l) files"
}

run() { # CAMPAIGN OUT OPTION...
    "$miroir" run "$1" -o "$2" "${@:3}" >/dev/null 2>"$work/log"
}

load() { # FOLDER: a campaign with its own cluster
    chmod 755 "$1"
    "$miroir" load "$1/campaign.yaml" "$1/csv" >/dev/null 2>"$work/log"
}

shuffle_rows() { # FOLDER: rows and, since the header follows, nothing else
    python3 - "$1" <<'PYTHON'
import pathlib, random, sys
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.csv")):
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(7).shuffle(rows)
    path.write_text(header + "".join(rows), encoding="utf-8")
PYTHON
}

# Kills the run once some documents are there, so that the second run finds a half-done edition.
kill_in_the_middle() { # CAMPAIGN OUT
    "$miroir" run "$1" -o "$2" --jobs 2 >/dev/null 2>&1 &
    local pid=$! n
    while kill -0 "$pid" 2>/dev/null; do
        n=$({ find "$2/booklets" -name '*.pdf' 2>/dev/null || true; } | wc -l)
        if [ "$n" -ge 10 ]; then
            kill -9 "$pid"
            wait "$pid" 2>/dev/null || true
            echo "killed after $n booklets"
            return
        fi
        sleep 0.02
    done
    echo "the run ended before it could be killed" >&2
    exit 1
}

# again NAME CAMPAIGN: the edition of `first` once more in other circumstances.
again() {
    local name=$1 campaign=$2 out=$work/$1
    LC_ALL=fr_FR.UTF-8 TZ=Pacific/Auckland run "$campaign" "$out/second" --jobs 1
    same "$name" "one worker, French locale, Auckland" "$out/second"
    run "$campaign" "$out/third" --jobs 2 --executor pushdown
    same "$name" "two workers, counted by the server" "$out/third"
    kill_in_the_middle "$campaign" "$out/fourth"
    run "$campaign" "$out/fourth"
    same "$name" "killed and run again" "$out/fourth"
    "$miroir" verify "$out/fourth"
}

synthea() {
    local folder=$work/synthea/given shuffled=$work/synthea/shuffled into
    mkdir -p "$folder" "$shuffled"
    chmod 755 "$work/synthea"
    for into in "$folder" "$shuffled"; do
        python3 "$here/real_data_synthea.py" convert "$data/synthea" "$into"
    done
    shuffle_rows "$shuffled/csv"
    load "$folder"
    load "$shuffled"

    LC_ALL=C TZ=UTC run "$folder/campaign.yaml" "$work/synthea/first"
    run "$shuffled/campaign.yaml" "$work/synthea/shuffled-edition"
    same synthea "rows in another order" "$work/synthea/shuffled-edition"
    again synthea "$folder/campaign.yaml"
}

# The demonstration that quickstart left, and a second one made from nothing.
demonstration() {
    mkdir -p "$work/demo"
    chmod 755 "$work/demo"
    cp -a "$demo/edition" "$work/demo/first"
    LC_ALL=fr_FR.UTF-8 TZ=America/St_Johns "$miroir" demo "$work/demo/anew" >/dev/null 2>"$work/log"
    same demo "made anew" "$work/demo/anew/edition"
    again demo "$work/demo/anew/campaign.yaml"
}

synthea
demonstration
