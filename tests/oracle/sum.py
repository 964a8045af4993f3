"""Sums by math.fsum, which is exact and rounds once. A case is a list of value*times."""
import math
import os
import sys

CASES = [
    "", "0*1", "1*1", "0.1*10", "0.1*1000000", "0.3*3", "1e100*1 1*1 -1e100*1",
    "1*1 1e100*1 1*1 -1e100*1", "1e9*1000 1e-9*1000", "1e-300*1000", "184.75*300", "0.7*12345",
    "1e16*1 1*1000 -1e16*1", "-1*1 1*1", "3.3*7 -3.3*7", "1e308*1 -1e308*1 5e-324*1",
    "123456789.123*999 -123456789.123*998", "0.01*100000", "2.5e-8*40000 1*1",
    "1000000.1*100000", "9007199254740993*3", "1*10 1e-16*10000",
]


def terms(case):
    for part in case.split():
        value, times = part.split("*")
        yield from [float(value)] * int(times)


with open(os.path.join(os.environ.get("ORACLE_OUT", "."), "sum.csv"), "w") as out:
    version = ".".join(map(str, sys.version_info[:2]))
    print(f"# Python {version}. math.fsum. Relative tolerance 1e-15", file=out)
    print("terms,sum", file=out)
    for case in CASES:
        print(f"{case},{math.fsum(terms(case)):.17g}", file=out)
