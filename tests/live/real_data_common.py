"""What the real-data scripts share: CSV in and out, a campaign, counting checks, reading a workbook."""
import csv
import fractions
import math
import os
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as xml
import zipfile

SHEET = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def slug(text):
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def half_up(value):
    """To the nearest integer, exactly; halves up."""
    return math.floor(fractions.Fraction(value) + fractions.Fraction(1, 2))


def four_digits(value):
    return float(f"{value:.4g}")


def write_campaign(work, *, name, title, language, region, label, every, last, history, data,
                   specialties, activity):
    (work / "campaign.yaml").write_text(f'''campaign: {name}
title: "{title}"
language: {language}
region: {{id: "{region}", label: "{label}"}}
period: {{every: {every}, last: {last}, history: {history}}}
data: {{from: {data[0]}, to: {data[1]}}}
database: {{embedded: cluster}}
themes: [./theme.yaml]
comparators: [group, enrolled, control]
control: {{specialties: [{specialties}], minimum_activity: {activity}}}
numbering: {{key_file: secret.key, scope: theme}}
''', encoding="utf-8")
    # Not a secret: these data are public, and the same numbers come out of each run.
    key = os.open(work / "secret.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(key, bytes(range(32)))
    os.close(key)


class Checks:
    """Counts what held and keeps what did not."""

    def __init__(self):
        self.n, self.faults = 0, []

    def true(self, what, holds):
        self.n += 1
        if not holds:
            self.faults.append(what)

    def equal(self, what, found, expected):
        self.true(f"{what}: {found!r}, expected {expected!r}", found == expected)

    def report(self, name):
        for fault in self.faults[:40]:
            print(f"{name}: {fault}")
        print(f"{name}: {self.n - len(self.faults)} of {self.n} checks hold")
        return 1 if self.faults else 0


def pdf_pages(path):
    """The text of each page, every run of blanks as one space."""
    text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True,
                          text=True).stdout
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def sheets(path):
    """Sheet name -> rows, each a dict of column letter -> text or number."""
    with zipfile.ZipFile(path) as book:
        strings = ["".join(t.text or "" for t in item.iterfind(".//s:t", SHEET))
                   for item in xml.fromstring(book.read("xl/sharedStrings.xml"))]
        names = [s.get("name") for s in
                 xml.fromstring(book.read("xl/workbook.xml")).iterfind(".//s:sheet", SHEET)]
        return {name: rows(xml.fromstring(book.read(f"xl/worksheets/sheet{i}.xml")), strings)
                for i, name in enumerate(names, 1)}


def rows(sheet, strings):
    result = []
    for row in sheet.iterfind(".//s:row", SHEET):
        cells = {}
        for cell in row.iterfind("s:c", SHEET):
            value = cell.find("s:v", SHEET)
            if value is not None:
                text = value.text
                cells[re.sub("[0-9]", "", cell.get("r"))] = (
                    strings[int(text)] if cell.get("t") == "s" else float(text))
        result.append(cells)
    return result


def number_sheet(path):
    """Indicator label -> drawn number -> value (a number, or the words that stand for it)."""
    table = sheets(path).get("Numbers") or sheets(path)["Numéros"]
    found = {}
    for row in table[1:]:
        if "E" in row:
            found.setdefault(row["B"], {})[int(row["E"])] = row["F"]
    return found
