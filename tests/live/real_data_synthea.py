"""Claims as another program writes them: prescription lines of Synthea.

    real_data_synthea.py convert DATA WORK    prescription_lines.csv -> WORK/csv, WORK/campaign.yaml
    real_data_synthea.py check DATA OUT       hold what `miroir run` left against plain SQL

Groups are made of the prescribers of a postal area, six areas in all; the others are controls. No
prescriber has more than nine patients, so nobody may be shown to a colleague.
"""
import collections
import re
import sqlite3
import sys
from pathlib import Path

from real_data_common import (Checks, number_sheet, pdf_pages, read_csv, sheets, write_campaign,
                              write_csv)

GROUP_AREAS = ("070", "071", "077", "080", "087", "088")
FIRST_YEAR, LAST_YEAR = 2017, 2024
ANTIHYPERTENSIVES = ("310798", "314076", "308136")
PAIN = ("313782", "856987", "1049625", "198440", "206905", "310965")
OPIOIDS = ("856987", "1049625")


# --- to the contract ---

def codes(system_codes):
    return ", ".join(f"RXNORM:{code}" for code in system_codes)


def theme_text():
    return f'''theme: synthea
status: trial
label: {{fr: "Prescriptions de Synthea"}}
rationale: {{fr: "Trois indicateurs par code RxNorm."}}
indicators:
  - id: hydrochlorothiazide
    version: 1
    label: {{fr: "Hydrochlorothiazide parmi les antihypertenseurs"}}
    definition: {{fr: "Lignes d’hydrochlorothiazide parmi trois antihypertenseurs."}}
    type: prescription
    kind: proportion
    unit: claim
    attribution: prescriber
    denominator: "code in ({codes(ANTIHYPERTENSIVES)})"
    numerator: "code in (RXNORM:310798)"
    direction: none
    source: {{title: "Synthea", url: "https://github.com/synthetichealth/synthea"}}
  - id: opioids
    version: 1
    label: {{fr: "Patients sous opioïde parmi ceux traités pour une douleur"}}
    definition: {{fr: "Patients ayant au moins une ligne d’opioïde."}}
    type: prescription
    kind: proportion
    unit: patient
    attribution: prescriber
    counters:
      pain: {{lines: "code in ({codes(PAIN)})", count: lines}}
      opioid: {{lines: "code in ({codes(OPIOIDS)})", count: lines}}
    denominator: "pain >= 1"
    numerator: "opioid >= 1"
    direction: lower
    source: {{title: "Synthea", url: "https://github.com/synthetichealth/synthea"}}
  - id: cost
    version: 1
    label: {{fr: "Coût d’une ligne d’antihypertenseur"}}
    definition: {{fr: "Montant divisé par le nombre de lignes."}}
    type: cost
    kind: mean
    unit: claim
    attribution: prescriber
    denominator: "code in ({codes(ANTIHYPERTENSIVES)})"
    numerator: "amount"
    direction: none
    source: {{title: "Synthea", url: "https://github.com/synthetichealth/synthea"}}
'''


def convert(data, work):
    lines = read_csv(data / "prescription_lines.csv")
    csv = work / "csv"
    csv.mkdir(parents=True)
    area = {r["practitioner_id"]: r["practitioner_zip3"] for r in lines}
    patients = {r["patient_id"]: (r["patient_birthdate"], r["patient_sex"]) for r in lines}
    labels = {r["rxnorm_code"]: r["description"] for r in lines}

    write_csv(csv / "territory.csv", ["territory_id", "label", "region_id"],
              [[z, f"Area {z}", "NJ"] for z in sorted(set(area.values()))])
    write_csv(csv / "practitioner.csv", ["practitioner_id", "specialty", "territory_id"],
              [[p, "MG", z] for p, z in sorted(area.items())])
    write_csv(csv / "quality_group.csv", ["group_id", "label"],
              [[f"area-{z}", f"Groupe {z}"] for z in GROUP_AREAS])
    write_csv(csv / "membership.csv", ["group_id", "practitioner_id", "role", "joined_on"],
              [[f"area-{z}", p, "member", "2010-01-01"] for p, z in sorted(area.items())
               if z in GROUP_AREAS])
    write_csv(csv / "patient.csv", ["patient_id", "birth_date", "sex"],
              [[p, *person] for p, person in sorted(patients.items())])
    write_csv(csv / "code.csv", ["code_system", "code", "label"],
              [["RXNORM", code, label] for code, label in sorted(labels.items())])
    write_csv(csv / "claim.csv",
              ["practitioner_id", "patient_id", "care_date", "code_system", "code", "quantity",
               "amount"],
              [[r["practitioner_id"], r["patient_id"], r["date"], "RXNORM", r["rxnorm_code"],
                r["dispenses"], r["total_cost"]] for r in lines])
    (work / "theme.yaml").write_text(theme_text(), encoding="utf-8")
    write_campaign(work, name="synthea-2024", title="Profil de prescription", language="fr",
                   region="NJ", label="New Jersey", every="year", last=LAST_YEAR,
                   history=LAST_YEAR - FIRST_YEAR + 1, data=("1955-01-01", "2025-09-22"),
                   specialties="MG", activity=1)


# --- what came out ---

def quoted(values):
    return ", ".join(f"'{v}'" for v in values)


# One net line: practitioner, patient, date, code, quantities summed and above zero.
NET = """CREATE VIEW net AS
         SELECT practitioner, patient, substr(day, 1, 4) AS year, code,
                round(sum(amount) * 100) / 100 AS amount
         FROM line GROUP BY practitioner, patient, day, code HAVING sum(quantity) > 0"""
TOTALS = {
    "hydrochlorothiazide": f"""
        SELECT practitioner, year, sum(code = '310798'), count(*), count(DISTINCT patient)
        FROM net WHERE code IN ({quoted(ANTIHYPERTENSIVES)}) GROUP BY practitioner, year""",
    "opioids": f"""
        SELECT practitioner, year, count(DISTINCT patient) FILTER (WHERE code IN
               ({quoted(OPIOIDS)})), count(DISTINCT patient), count(DISTINCT patient)
        FROM net WHERE code IN ({quoted(PAIN)}) GROUP BY practitioner, year""",
    "cost": f"""
        SELECT practitioner, year, round(sum(amount), 2), count(*), count(DISTINCT patient)
        FROM net WHERE code IN ({quoted(ANTIHYPERTENSIVES)}) GROUP BY practitioner, year""",
}


def database(data):
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE line (practitioner, patient, day, code, quantity INTEGER, amount REAL)")
    base.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?, ?)",
                     [(r["practitioner_id"], r["patient_id"], r["date"], r["rxnorm_code"],
                       r["dispenses"], r["total_cost"])
                      for r in read_csv(data / "prescription_lines.csv")])
    base.execute(NET)
    return base


def check_counts(checks, out, base):
    found = {(r["indicator"], r["practitioner_id"], r["period"]):
             (float(r["numerator"]), float(r["denominator"]), int(r["denominator_patients"]))
             for r in read_csv(out / "private/counts.csv")}
    shown = {key[1] for key in found}
    n = 0
    for indicator, sql in TOTALS.items():
        expected = {(p, y): tuple(figures) for p, y, *figures in base.execute(sql)
                    if FIRST_YEAR <= int(y) <= LAST_YEAR and p in shown}
        for (practitioner, year), figures in expected.items():
            n += 1
            checks.equal(f"counts of {practitioner}, {indicator}, {year}",
                         found.get((indicator, practitioner, year)), figures)
        for (name, practitioner, year), figures in found.items():
            if name == indicator and (practitioner, year) not in expected:
                checks.equal(f"counts of {practitioner}, {indicator}, {year}", figures[1], 0)
    checks.true(f"only {n} cells were compared", n > 300)


def check_shown(checks, out):
    """Nobody to a colleague, and a reason instead."""
    statuses = collections.Counter(r["status"] for r in read_csv(out / "private/measures.csv"))
    checks.equal("measures that may be shown to others", statuses["ok"], 0)
    for area in GROUP_AREAS:
        checks.equal(f"numbers of {area}", number_sheet(out / f"workbooks/area-{area}.xlsx"), {})
        remarks = [row.get("G", "") for row in
                   sheets(out / f"workbooks/area-{area}.xlsx")["Numéros"][1:]]
        checks.equal(f"remarks of {area}", sum(bool(r) for r in remarks), len(TOTALS))
    for row in read_csv(out / "results/comparators.csv"):
        where = f"{row['comparator']}, {row['indicator']}, {row['period']}"
        checks.true(f"{where}: shown", row["status"] != "ok" and row["value"] == "" and
                    row["patients"] == "" and row["p50"] == "")
    checks.equal("bins", read_csv(out / "results/distribution.csv"), [])


def check_documents(checks, out):
    """Every page of an indicator says that nothing is shown, and why."""
    register = read_csv(out / "private/register.csv")
    members = collections.Counter(r["group"] for r in register)
    for group, n in members.items():
        changed, *pages = pdf_pages(out / f"handouts/{group}.pdf")[1:len(TOTALS) + 2]
        checks.true(f"handout of {group}: {changed}", "Ce qui a changé" in changed and
                    not re.search(r"\d\s*(%|€)", changed))
        for page in pages:
            checks.true(f"handout of {group}: {page[:200]}",
                        "Aucune valeur d’ensemble ne peut être montrée" in page and
                        f"{n} confrères non affichés" in page)
        text = " ".join([changed, *pages])
        for row in register:
            checks.true(f"handout of {group} names {row['practitioner_id']}",
                        row["practitioner_id"] not in text)
        for booklet in out.glob(f"booklets/{group}/*.pdf"):
            for page in pdf_pages(booklet)[-len(TOTALS) - 1:-1]:
                checks.true(f"{booklet.name}: {page[:200]}",
                            "Les points des confrères ne sont pas montrés" in page and
                            "Trop peu de médecins ou de patients" in page)


def check(data, out):
    checks = Checks()
    check_counts(checks, out, database(data))
    check_shown(checks, out)
    check_documents(checks, out)
    return checks.report("synthea")


if __name__ == "__main__":
    action, data_folder, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    sys.exit({"convert": convert, "check": check}[action](data_folder, folder))
