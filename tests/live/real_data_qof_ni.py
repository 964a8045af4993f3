"""Real ready-made counts: 316 practices of Northern Ireland as a contract folder and a campaign.

    real_data_qof_ni.py convert DATA WORK     counts.csv, practices.csv -> WORK/csv, WORK/campaign.yaml,
                                              and WORK/few.yaml of three indicators
    real_data_qof_ni.py check DATA OUT        hold what `miroir run` left against the file itself

Federations are the quality groups, the practices without one the controls. The file does not say
its year: the period is called 2023. A row with an empty denominator is a figure that was not
reported and becomes no row; a denominator of zero is a count like another.
"""
import collections
import json
import re
import statistics
import sys
from fractions import Fraction
from pathlib import Path

from real_data_common import (Checks, four_digits, half_up, number_sheet, pdf_pages, read_csv,
                              slug, write_campaign, write_csv)

PERIOD = "2023"
MINIMUM_PATIENTS, MINIMUM_MEMBERS, MINIMUM_PEERS, DOMINANCE = 11, 5, 6, 0.85
INFLUENZA_65 = "VI02NI"


# --- to the contract ---

def theme_text(rows):
    lines = ['theme: qof-ni', 'status: trial', 'label: {en: "Quality indicators of general practice"}',
             'rationale: {en: "The indicators that all practices report."}', 'indicators:']
    for row in rows:
        lines += [f'  - id: {row["indicator_id"]}',
                  '    version: 1',
                  f'    label: {{en: {json.dumps(row["description"], ensure_ascii=False)}}}',
                  f'    definition: {{en: {json.dumps(row["domain"], ensure_ascii=False)}}}',
                  '    type: follow_up', '    kind: proportion', '    unit: patient',
                  '    from: counts', '    direction: higher',
                  '    noun: {en: "patients"}',
                  '    source: {title: "Department of Health NI, OpenDataNI", '
                  'url: "https://www.opendatani.gov.uk"}']
    return "\n".join(lines) + "\n"


def convert(data, work):
    practices = read_csv(data / "practices.csv")
    csv = work / "csv"
    csv.mkdir(parents=True)
    boards = sorted({p["local_commissioning_group"] for p in practices} - {""})
    federations = sorted({p["federation"] for p in practices} - {""})

    write_csv(csv / "territory.csv", ["territory_id", "label", "parent_id", "region_id"],
              [["ni", "Northern Ireland", "", "NI"]] +
              [[slug(b), b, "ni", "NI"] for b in boards])
    write_csv(csv / "practitioner.csv", ["practitioner_id", "specialty", "territory_id"],
              [[p["practice_id"], "GP", slug(p["local_commissioning_group"]) or "ni"]
               for p in practices])
    write_csv(csv / "quality_group.csv", ["group_id", "label"], [[slug(f), f] for f in federations])
    write_csv(csv / "membership.csv", ["group_id", "practitioner_id", "role", "joined_on"],
              [[slug(p["federation"]), p["practice_id"], "member", "2018-01-01"]
               for p in practices if p["federation"]])
    write_csv(csv / "indicator_count.csv",
              ["practitioner_id", "indicator_id", "period", "numerator", "denominator"],
              [[r["practice_id"], r["indicator_id"], PERIOD, r["numerator"], r["denominator"]]
               for r in read_csv(data / "counts.csv") if r["denominator"] != ""])
    write_campaigns(work, read_csv(data / "indicators.csv"))


def write_campaigns(work, indicators):
    """The whole, and one of the indicators with the shortest name, the longest, and between."""
    by_name = sorted(indicators, key=lambda row: len(row["description"]))
    few = [by_name[0], by_name[len(by_name) // 2], by_name[-1]]
    (work / "theme.yaml").write_text(theme_text(indicators), encoding="utf-8")
    (work / "few_theme.yaml").write_text(theme_text(few), encoding="utf-8")
    write_campaign(work, name="qof-ni-2023", title="Practice profile", language="en", region="NI",
                   label="Northern Ireland", every="year", last=PERIOD, history=1,
                   data=("2022-01-01", "2023-12-31"), specialties="GP", activity=0)
    text = (work / "campaign.yaml").read_text(encoding="utf-8")
    (work / "few.yaml").write_text(text.replace("./theme.yaml", "./few_theme.yaml"),
                                   encoding="utf-8")


# --- what came out ---

class Source:
    """The file, read again and added up without a line of the program."""

    def __init__(self, data):
        self.group = {p["practice_id"]: slug(p["federation"]) for p in
                      read_csv(data / "practices.csv")}
        self.members = collections.defaultdict(list)
        for practice, group in self.group.items():
            self.members[group].append(practice)
        self.indicators = [r["indicator_id"] for r in read_csv(data / "indicators.csv")]
        self.counts = {(r["practice_id"], r["indicator_id"]):
                       (int(r["numerator"]), int(r["denominator"]))
                       for r in read_csv(data / "counts.csv") if r["denominator"] != ""}

    def pooled(self, practices, indicator):
        cells = [self.counts.get((p, indicator), (0, 0)) for p in practices]
        return sum(n for n, _ in cells), sum(d for _, d in cells)

    def comparator(self, name):
        if name == "enrolled":
            return [p for p, g in self.group.items() if g]
        return self.members["" if name == "control" else name.removeprefix("group:")]


def check_files(checks, out, source):
    groups = [g for g in source.members if g]
    checks.equal("booklets", len(list(out.glob("booklets/*/*.pdf"))), 303)
    checks.equal("handouts", sorted(p.stem for p in out.glob("handouts/*.pdf")), sorted(groups))
    checks.equal("workbooks", sorted(p.stem for p in out.glob("workbooks/*.xlsx")),
                 sorted(groups + ["region"]))
    for group in groups:
        checks.equal(f"booklets of {group}", len(list(out.glob(f"booklets/{group}/*.pdf"))),
                     len(source.members[group]))


def check_measures(checks, out, source):
    rows = {(r["practitioner_id"], r["indicator"]): r
            for r in read_csv(out / "private/measures.csv")}
    checks.equal("rows of measures", len(rows), 316 * 42)
    for (practice, indicator), row in rows.items():
        numerator, denominator = source.counts.get((practice, indicator), (0, 0))
        where = f"measure of {practice}, {indicator}"
        checks.equal(f"{where}: group", row["group"], source.group[practice])
        if denominator == 0:
            checks.equal(f"{where}: value", row["value"], "")
            checks.equal(f"{where}: status", row["status"], "no_denominator")
            continue
        checks.equal(f"{where}: numerator", float(row["numerator"]), numerator)
        checks.equal(f"{where}: denominator", float(row["denominator"]), denominator)
        checks.equal(f"{where}: value", float(row["value"]), numerator / denominator)
        checks.equal(f"{where}: status", row["status"],
                     "ok" if denominator >= MINIMUM_PATIENTS else "few_patients")
    influenza = [r for (_, indicator), r in rows.items() if indicator == INFLUENZA_65]
    pooled = (sum(float(r["numerator"]) for r in influenza) /
              sum(float(r["denominator"]) for r in influenza))
    checks.equal("pooled influenza vaccination, 65 and over", f"{pooled:.2%}", "80.97%")


def is_small(count):
    return 0 < count < MINIMUM_PATIENTS


def released_count(count):
    """To ten; never 1 to 10, so that the least is 20."""
    rounded = half_up(Fraction(count, 10)) * 10
    return 20 if count > 0 and rounded < MINIMUM_PATIENTS else rounded


def reasons_to_hide(cells):
    """Why a comparator over these practices may not be shown. Whether the file counts a patient in
    two practices is not known, so that only one practice's patients are certain to be distinct."""
    numerator, denominator = (sum(part) for part in zip(*cells)) if cells else (0, 0)
    largest = [max((c[i] for c in cells), default=0) for i in (0, 1)]
    return [name for name, holds in {
        "no_denominator": denominator == 0,
        "few_members": sum(d > 0 for _, d in cells) < MINIMUM_MEMBERS,
        "few_patients": largest[1] < MINIMUM_PATIENTS or is_small(numerator) or
                        is_small(denominator - numerator),
        "dominant": largest[0] > DOMINANCE * numerator > 0 or
                    largest[1] > DOMINANCE * denominator > 0,
    }.items() if holds]


def check_comparators(checks, out, source):
    rows = read_csv(out / "results/comparators.csv")
    checks.equal("rows of comparators", len(rows), 42 * (17 + 2))
    for row in rows:
        where = f"{row['comparator']}, {row['indicator']}"
        practices = source.comparator(row["comparator"])
        cells = [source.counts[p, row["indicator"]] for p in practices
                 if (p, row["indicator"]) in source.counts]
        reasons = reasons_to_hide(cells)
        if reasons:
            checks.equal(f"{where}: status", row["status"], reasons[0])
            for column in ("patients", "numerator", "denominator", "value", "low", "high", "p10",
                           "p25", "p50", "p75", "p90"):
                checks.equal(f"{where}: {column} of a hidden row", row[column], "")
            continue
        numerator, denominator = source.pooled(practices, row["indicator"])
        checks.equal(f"{where}: status", row["status"], "ok")
        checks.equal(f"{where}: value", float(row["value"]), four_digits(numerator / denominator))
        checks.equal(f"{where}: denominator", float(row["denominator"]),
                     released_count(denominator))
        if row["numerator"] != "":
            checks.equal(f"{where}: numerator", float(row["numerator"]), released_count(numerator))
            checks.true(f"{where}: a small complement of rounded counts",
                        not is_small(float(row["denominator"]) - float(row["numerator"])))


def spread(z):
    """phi: the mean square of z winsorised at 10 and 90 %, over what that leaves of a normal one."""
    tenths = statistics.quantiles(z, n=10, method="inclusive")
    return statistics.fmean(min(max(value, tenths[0]), tenths[-1]) ** 2 for value in z) / 0.678654559


def check_signals(checks, out, source):
    """z and phi from the file alone, and signals where they leave no doubt. Prints how many."""
    rows = {(r["practitioner_id"], r["indicator"]): r
            for r in read_csv(out / "private/measures.csv")}
    released = {r["indicator"]: r for r in read_csv(out / "results/comparators.csv")
                if r["comparator"] == "enrolled"}
    signals = collections.Counter()
    for indicator in source.indicators:
        enrolled = source.comparator("enrolled")
        numerator, denominator = source.pooled(enrolled, indicator)
        judged = released[indicator]["status"] == "ok"
        p0, z = numerator / denominator if judged else 0, {}
        for practice in source.group:
            n, d = source.counts.get((practice, indicator), (0, 0))
            row, where = rows[practice, indicator], f"signal of {practice}, {indicator}"
            if not judged or d < MINIMUM_PATIENTS:
                checks.equal(where, (row["signal"], row["z"]), ("", ""))
                continue
            z[practice] = (n / d - p0) / (p0 * (1 - p0) / d) ** 0.5
            checks.true(f"{where}: z is {row['z']}, not {z[practice]}",
                        abs(float(row["z"]) - z[practice]) <= 1e-9 * max(1, abs(z[practice])))
            signals[row["signal"]] += row["group"] != ""
        own = [z[p] for p in enrolled if p in z]
        if not judged or len(own) < 20:
            continue
        phi = spread(own)
        checks.equal(f"phi of {indicator}", float(released[indicator]["phi"]),
                     float(f"{phi:.4g}"))
        for practice, value in z.items():
            adjusted = value / max(1, phi) ** 0.5
            large = min(p0, 1 - p0) * source.counts[practice, indicator][1] > 50
            signal = rows[practice, indicator]["signal"]
            if abs(adjusted) < 2.9 and phi > 1:
                checks.equal(f"signal of {practice}, {indicator}", signal, "within")
            if abs(adjusted) > 3.6 and large:
                checks.equal(f"signal of {practice}, {indicator}", signal,
                             "high" if adjusted > 0 else "low")
    print("qof-ni: signals of practices in federations:", dict(signals))


def check_numbers(checks, out, source):
    """The workbooks' numbers: whose they are is in private/register.csv alone."""
    owner = {(r["group"], int(r["number"])): r["practitioner_id"]
             for r in read_csv(out / "private/register.csv")}
    labels = {r["indicator"]: r["label_en"] for r in read_csv(out / "results/indicators.csv")}
    for group in (g for g in source.members if g):
        shown = number_sheet(out / f"workbooks/{group}.xlsx")
        for indicator in source.indicators:
            cells = {p: source.counts.get((p, indicator), (0, 0)) for p in source.members[group]}
            fit = {p for p, (_, d) in cells.items() if d >= MINIMUM_PATIENTS}
            seen = {owner.get((group, number), f"nobody, n° {number}"): value
                    for number, value in shown.get(labels[indicator], {}).items()}
            where = f"numbers of {group}, {indicator}"
            checks.equal(where, sorted(seen), sorted(fit if len(fit) >= MINIMUM_PEERS else ()))
            for practice, value in seen.items():
                n, d = cells.get(practice, (0, 1))
                points = half_up(Fraction(100 * n, d))
                expected = {0: "less than 1%", 100: "more than 99%"}.get(points, points / 100)
                checks.equal(f"{where}, {practice}", value, expected)


def hidden_said(pages):
    """Indicator's position -> colleagues that its page says are not shown."""
    return [sum(int(n) for n in re.findall(r"(\d+) colleagues? not shown", page)) for page in pages]


def check_documents(checks, out, source):
    """Every handout, and a booklet of each group: as many colleagues hidden on each indicator's page
    as have too few patients, or all where too few can be shown."""
    owners = {r["token"]: r["practitioner_id"] for r in read_csv(out / "private/register.csv")}
    n = len(source.indicators)
    for group in (g for g in source.members if g):
        booklet = sorted(out.glob(f"booklets/{group}/*.pdf"))[0]
        own = owners[booklet.stem]
        # The pages of indicators: behind the cover of a handout, the last but the method of a
        # booklet, without those that only end the one before.
        handout_said = hidden_said(pdf_pages(out / f"handouts/{group}.pdf")[1:n + 1])
        whole = [page for page in pdf_pages(booklet) if "(continued)" not in page]
        booklet_said = hidden_said(whole[-n - 1:-1])
        for i, indicator in enumerate(source.indicators):
            few = {p for p in source.members[group]
                   if source.counts.get((p, indicator), (0, 0))[1] < MINIMUM_PATIENTS}
            fit = len(source.members[group]) - len(few)
            is_shown = fit >= MINIMUM_PEERS
            where = f"{group}, {indicator}: colleagues that are said not to be shown"
            checks.equal(f"handout of {where}", handout_said[i],
                         len(few) if is_shown else len(source.members[group]))
            if is_shown:
                checks.equal(f"booklet of {where}", booklet_said[i], len(few - {own}))


def check_released(checks, out, source):
    """Nothing that others see names a practice or gives a file name away."""
    tokens = [r["token"] for r in read_csv(out / "private/register.csv")]
    released = [out / "index.html", *(out / "results").iterdir()]
    for path in released:
        text = path.read_text(encoding="utf-8")
        for word in (*source.group, *tokens):
            checks.true(f"{path.name} holds {word}", word not in text)


def check(data, out):
    checks, source = Checks(), Source(data)
    check_files(checks, out, source)
    check_measures(checks, out, source)
    check_comparators(checks, out, source)
    check_signals(checks, out, source)
    check_numbers(checks, out, source)
    check_documents(checks, out, source)
    check_released(checks, out, source)
    return checks.report("qof-ni")


if __name__ == "__main__":
    action, data_folder, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    sys.exit({"convert": convert, "check": check}[action](data_folder, folder))
