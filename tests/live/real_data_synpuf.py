"""Hospital stays by territory of residence: one sample of CMS DE-SynPUF.

    real_data_synpuf.py convert DATA WORK    claims and beneficiaries -> WORK/csv, WORK/campaign.yaml
    real_data_synpuf.py check DATA OUT       hold what `miroir run` left against counts made here

A stay is the first segment of an inpatient claim with a date of admission; its territory is the state
that the beneficiary lived in that year, and the beneficiaries of a year are its inhabitants.
"""
import collections
import sys
from pathlib import Path

from real_data_common import Checks, four_digits, half_up, read_csv, write_campaign, write_csv

YEARS = (2008, 2009, 2010)
FEWEST, OLD = 11, 75
THEME = '''theme: use
status: trial
label: {en: "Use of hospitals"}
indicators:
  - id: stays
    label: {en: "Stays"}
    type: activity
    from: stays
    kind: rate
    per: 1000
    standardise: age_sex
    denominator: population
    numerator: "not drg in (999)"
  - id: old
    label: {en: "Stays of people of 75 and over"}
    type: activity
    from: stays
    kind: proportion
    denominator: "age >= 0"
    numerator: "age >= 75"
'''


# --- what the files say ---

def beneficiaries(data):
    return {(r["DESYNPUF_ID"], year): r for year in YEARS
            for r in read_csv(data / f"DE1_0_{year}_Beneficiary_Summary_File_Sample_1.csv")}


def age(person, year):
    return year - int(person["BENE_BIRTH_DT"][:4])


def sex(person):
    return "M" if person["BENE_SEX_IDENT_CD"] == "1" else "F"


def stays(data, people):
    """(year, facility, state, person, id, claim) of each stay."""
    for claim in read_csv(data / "DE1_0_2008_to_2010_Inpatient_Claims_Sample_1.csv"):
        if claim["SEGMENT"] != "1" or not claim["CLM_ADMSN_DT"]:
            continue
        year = int(claim["CLM_ADMSN_DT"][:4])
        person = people.get((claim["DESYNPUF_ID"], year))
        if person is not None:
            yield (year, claim["PRVDR_NUM"], person["SP_STATE_CODE"], person,
                   claim["DESYNPUF_ID"], claim)


# --- to the contract ---

def band(years):
    low = min(years // 5 * 5, 85)
    return f"{low}-{low + 4}" if low < 85 else "85+"


def convert(data, work):
    people = beneficiaries(data)
    all_stays = list(stays(data, people))
    persons = collections.Counter(
        (p["SP_STATE_CODE"], year, sex(p), band(age(p, year))) for (_, year), p in people.items())
    csv = work / "csv"
    csv.mkdir(parents=True)

    rows = []
    for year, facility, state, person, patient, claim in all_stays:
        day = claim["CLM_ADMSN_DT"]
        rows.append([facility, state, sex(person), age(person, year),
                     f"{day[:4]}-{day[4:6]}-{day[6:]}", claim["CLM_DRG_CD"], patient])
    write_csv(csv / "stay.csv",
              "facility_id territory_id sex age admitted_on drg patient_id".split(), rows)
    write_csv(csv / "population.csv", "territory_id year sex age_band persons".split(),
              [[*key, n] for key, n in sorted(persons.items())])
    write_csv(csv / "territory.csv", ["territory_id", "label", "region_id"],
              [[t, f"State {t}", "US"] for t in sorted({p["SP_STATE_CODE"]
                                                       for p in people.values()})])
    write_csv(csv / "facility.csv", ["facility_id", "label"],
              [[f, f"Hospital {f}"] for f in sorted({s[1] for s in all_stays} - {""})])
    write_csv(csv / "practitioner.csv", ["practitioner_id"], [["nobody"]])
    (work / "theme.yaml").write_text(THEME, encoding="utf-8")
    write_campaign(work, name="synpuf-2010", title="Use of hospitals", language="en", region="US",
                   label="United States", every="year", last="2010", history=3,
                   data=("2008-01-01", "2010-12-31"), specialties="MG", activity=1)


# --- against what came out ---

class Unit:
    """The stays of one establishment or state in a year, and their patients: in the numerator, all,
    and outside of the numerator."""

    def __init__(self):
        self.inside = self.all = 0
        self.patients = {"inside": set(), "all": set(), "rest": set()}

    def add(self, patient, inside):
        self.all += 1
        self.inside += inside
        self.patients["all"].add(patient)
        self.patients["inside" if inside else "rest"].add(patient)

    def n(self, name):
        return len(self.patients[name])


def is_small(count):
    return 0 < count < FEWEST


def rounded(count):
    """To the nearest ten, but never to what reads as a small count."""
    tens = half_up(count / 10) * 10
    return 20 if is_small(tens) else tens


def check_row(checks, row, must_hide, value, stays_shown):
    what = " ".join((row["period"], row["indicator"], row["level"], row["unit"]))
    if must_hide:
        checks.equal(f"{what}: status", row["status"], "few_patients")
    if row["status"] == "ok":
        checks.equal(f"{what}: value", float(row["value"]), four_digits(value))
        if row["stays"] != "":
            checks.equal(f"{what}: stays", int(row["stays"]), rounded(stays_shown))
    else:
        checks.true(f"{what} is {row['status']} and shows something",
                    row["status"] in ("few_patients", "secondary") and
                    all(row[c] == "" for c in ("stays", "patients", "value", "low", "high")))


def check_sum(checks, what, hidden):
    """What the hidden add up to is known from those that are shown."""
    if hidden:
        checks.true(f"{what}: the hidden add up to {sum(hidden)}",
                    len(hidden) > 1 and not is_small(sum(hidden)) and
                    not is_small(sum(hidden) - max(hidden)))


def check(data, out):
    people = beneficiaries(data)
    rates, shares = collections.defaultdict(Unit), collections.defaultdict(Unit)
    for year, facility, state, person, patient, claim in stays(data, people):
        inside = age(person, year) >= OLD
        shares[year, "facility", facility].add(patient, inside)
        shares[year, "residence", state].add(patient, inside)
        rates[year, "residence", state].add(patient, claim["CLM_DRG_CD"] != "999")
    persons = collections.Counter((year, p["SP_STATE_CODE"]) for (_, year), p in people.items())

    checks, hidden, seen = Checks(), collections.defaultdict(list), collections.Counter()
    for row in read_csv(out / "results" / "stays.csv"):
        year, level, name = int(row["period"]), row["level"], row["unit"]
        if name == "*":
            continue
        if row["indicator"] == "stays":
            unit, n = rates[year, level, name], persons[year, name]
            must = n < FEWEST or is_small(unit.inside) or is_small(unit.n("inside"))
            check_row(checks, row, must, unit.inside / n * 1000, unit.inside)
        else:
            unit = shares[year, level, name]
            must = unit.n("all") < FEWEST or any(map(is_small, (
                unit.inside, unit.n("inside"), unit.all - unit.inside, unit.n("rest"))))
            check_row(checks, row, must, unit.inside / unit.all, unit.inside)
        seen[row["indicator"], year, level] += unit.inside
        if row["status"] != "ok":
            hidden[row["indicator"], year, level].append(unit.inside)
    for year in YEARS:
        checks.equal(f"stays of {year} over all states", seen["stays", year, "residence"],
                     sum(u.inside for (y, _, _), u in rates.items() if y == year))
    for key, counts in sorted(hidden.items()):
        check_sum(checks, " ".join(map(str, key)), counts)
    checks.true("nothing was looked at", checks.n > 1000)
    return checks.report("synpuf")


if __name__ == "__main__":
    command, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    sys.exit(convert(source, target) if command == "convert" else check(source, target))
