#!/bin/sh
# Installs into a folder of its own and runs the program from there: it must find its templates,
# fonts, themes and SQL beside itself, and nothing in the source tree.
#   install.sh MESON BUILD_FOLDER
set -eu
there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT
DESTDIR=$there/root "$1" install -C "$2" --no-rebuild --quiet >/dev/null
program=$(find "$there/root" -type f -name miroir -perm -u+x)
mv "$there/root" "$there/moved"
program=$there/moved${program#"$there/root"}
cd "$there"
env -u MIROIR_DATA "$program" themes list | grep -q '^antibiotiques@'
env -u MIROIR_DATA "$program" init campaign >/dev/null
env -u MIROIR_DATA "$program" check campaign/campaign.yaml 2>faults && exit 1
# Texts and fonts were found: the one fault is the database, which is still to be filled.
grep -q 'holds nothing yet' faults
test "$(wc -l <faults)" -eq 1
# So is the catalogue of messages.
LC_ALL=C.UTF-8 LANGUAGE=fr "$program" --help | grep -q 'calcule, puis fait les documents'
share=$(dirname "$program")/../share
for file in miroir/templates/fr.yaml miroir/fonts/fonts.ini miroir/sql/contract/1-practice.sql \
    man/man1/miroir.1; do
    test -s "$share/$file"
done
