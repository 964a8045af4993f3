"""Numbers, tokens and passwords from the words of engine/profile/numbering.h alone: BLAKE2b of hashlib, ChaCha20
written out from RFC 8439 and held against its test vector."""
import base64
import hashlib
import os
import struct
import sys

KEYS = {"zero": bytes(32), "count": bytes(range(32)), "high": bytes([255] * 32)}
CASES = [
    ("zero", "bretagne-2026-q1", "antibiotiques", "G01", 12),
    ("zero", "bretagne-2026-q1", "antibiotiques", "G02", 12),
    ("zero", "bretagne-2026-q1", "diabete", "G01", 12),
    ("zero", "bretagne-2026-q2", "antibiotiques", "G01", 12),
    ("count", "bretagne-2026-q1", "antibiotiques", "G01", 12),
    ("high", "bretagne-2026-q1", "antibiotiques", "G01", 12),
    ("count", "bretagne-2026-q1", "antibiotiques", "G01", 1),
    ("count", "bretagne-2026-q1", "antibiotiques", "G01", 0),
    ("count", "bretagne-2026-q1", "antibiotiques", "G01", 2),
    ("count", "bretagne-2026-q1", "antibiotiques", "G01", 90),
    ("count", "bretagne-2026-q1", "", "G01", 8),
    ("count", "bretagne-2026-q1", "diabete/hba1c", "G01", 8),
    ("count", "a", "bc", "d", 8),
    ("count", "ab", "c", "d", 8),
    ("count", "a", "b", "cd", 8),
    ("count", "e", "s", "Groupe élargi", 15),
    ("high", "x" * 200, "y" * 130, "z" * 129, 15),
    ("high", "2026", "t", "g", 89),
    ("zero", "2026", "t", "g", 17),
    ("zero", "2026", "t", "h", 17),
]
PRACTITIONERS = ["P001", "10003456789", "é", "", "p" * 150, "20cae423-0d7f-3bd9-8b84-04f8c264c406"]


def rotate(x, n):
    return (x << n | x >> 32 - n) & 0xFFFFFFFF


def chacha20(key, counter, nonce):
    start = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574]
    start += list(struct.unpack("<8L", key)) + [counter] + list(struct.unpack("<3L", nonce))
    s = list(start)
    columns = [(i, i + 4, i + 8, i + 12) for i in range(4)]
    diagonals = [(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4) for i in range(4)]
    for _ in range(10):
        for a, b, c, d in columns + diagonals:
            for x, y, z, n in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                s[x] = (s[x] + s[y]) & 0xFFFFFFFF
                s[z] = rotate(s[z] ^ s[x], n)
    return struct.pack("<16L", *((x + y) & 0xFFFFFFFF for x, y in zip(s, start)))


# RFC 8439, 2.3.2.
assert chacha20(bytes(range(32)), 1, bytes.fromhex("000000090000004a00000000")).hex().startswith(
    "10f1e7e4d13b5915500fdd1fa32071c4")


def keyed(key, *parts):
    message = b"".join(struct.pack("<Q", len(p)) + p for p in (s.encode() for s in parts))
    return hashlib.blake2b(message, key=key, digest_size=32).digest()


def words(seed):
    for counter in range(64):
        yield from struct.unpack("<16L", chacha20(seed, counter, bytes(12)))


def numbers(key, edition, scope, group, n):
    stream = words(keyed(key, "miroir numbers", edition, scope, group))
    pool = list(range(10, 100))
    for i in range(n):
        bound = 90 - i
        whole = 2**32 // bound * bound
        word = next(w for w in stream if w < whole)
        j = i + word % bound
        pool[i], pool[j] = pool[j], pool[i]
    return pool[:n]


def token(key, edition, practitioner):
    code = base64.b32encode(keyed(key, "miroir token", edition, practitioner))
    return code.decode().lower()[:20]


def password(key, edition, practitioner):
    code = base64.b32encode(keyed(key, "miroir password", edition, practitioner)).decode().lower()
    return "-".join(code[i:i + 4] for i in range(0, 16, 4))


version = ".".join(map(str, sys.version_info[:2]))
out = os.environ.get("ORACLE_OUT", ".")
with open(os.path.join(out, "numbers.csv"), "w", encoding="utf-8") as table:
    print(f"# Python {version}. hashlib.blake2b, ChaCha20 of RFC 8439. Exact", file=table)
    print("key,edition,scope,group,numbers", file=table)
    for key, edition, scope, group, n in CASES:
        drawn = " ".join(map(str, numbers(KEYS[key], edition, scope, group, n)))
        print(f"{KEYS[key].hex()},{edition},{scope},{group},{drawn}", file=table)
for name, make in (("token", token), ("password", password)):
    with open(os.path.join(out, f"{name}s.csv"), "w", encoding="utf-8") as table:
        print(f"# Python {version}. hashlib.blake2b, base64.b32encode. Exact", file=table)
        print(f"key,edition,practitioner,{name}", file=table)
        for key in KEYS.values():
            for edition in ("bretagne-2026-q1", "bretagne-2026-q2"):
                for practitioner in PRACTITIONERS:
                    print(f"{key.hex()},{edition},{practitioner},{make(key, edition, practitioner)}",
                          file=table)
