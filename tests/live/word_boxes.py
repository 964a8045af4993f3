"""Word boxes of PDF documents: none overlaps another, none leaves the margins that printers reach, and
no glyph is missing.

    word_boxes.py FOLDER...     every PDF below the folders; names each fault, exits 1 where there is one

A box is taller than its letters: what is held apart is the part that letters fill for certain.
"""
import concurrent.futures
import html
import re
import subprocess
import sys
from pathlib import Path

MARGIN_PT = 20
SIDE_PT, UPRIGHT_PART = 0.4, 0.3
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">'
                  r'(.*?)</word>')
# What a font draws or says for a sign that it does not have.
MISSING = re.compile("[\ufffd\u25a1\0]")


def pages_of(boxes):
    """The output of `pdftotext -bbox`: for each page its width, its height and its words, each
    (left, top, right, bottom, text) in points from the top left corner."""
    return [(float(width), float(height),
             [(*map(float, word[:4]), html.unescape(word[4])) for word in WORD.findall(body)])
            for width, height, body in PAGE.findall(boxes)]


def core(word):
    left, top, right, bottom, text = word
    off = UPRIGHT_PART * (bottom - top)
    return left + SIDE_PT, top + off, right - SIDE_PT, bottom - off, text


def overlaps(words):
    """The texts of each two words of a page that lie on one another."""
    found, near = [], []
    for word in sorted(map(core, words), key=lambda w: w[1]):
        left, top, right, _, text = word
        near = [other for other in near if other[3] > top]
        found += [(other[4], text) for other in near if other[0] < right and left < other[2]]
        near.append(word)
    return found


def faults(boxes):
    """Sentences, none where all is well; and how many words were looked at."""
    found, n = [], 0
    for number, (width, height, words) in enumerate(pages_of(boxes), 1):
        n += len(words)
        found += [f"page {number}: “{a}” and “{b}” overlap" for a, b in overlaps(words)]
        for left, top, right, bottom, text in words:
            if (left < MARGIN_PT or top < MARGIN_PT or right > width - MARGIN_PT or
                    bottom > height - MARGIN_PT):
                found.append(f"page {number}: “{text}” leaves the margins")
            if MISSING.search(text):
                found.append(f"page {number}: “{text}” misses a glyph")
    return found, n


def faults_of(path):
    boxes = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True,
                           text=True).stdout
    found, n = faults(boxes)
    if n == 0:
        found.append("no word")
    return [f"{path}: {fault}" for fault in found], n


def check_folders(folders):
    """Faults of every document below the folders; and how many documents and words there are."""
    paths = sorted(path for folder in folders for path in Path(folder).rglob("*.pdf"))
    with concurrent.futures.ProcessPoolExecutor() as workers:
        results = list(workers.map(faults_of, paths))
    return [fault for found, _ in results for fault in found], len(paths), sum(n for _, n in results)


if __name__ == "__main__":
    all_faults, n_documents, n_words = check_folders(sys.argv[1:])
    print(*all_faults[:40], sep="\n", end="\n" if all_faults else "")
    print(f"{n_documents} documents, {n_words} words, {len(all_faults)} faults")
    sys.exit(1 if all_faults or n_documents == 0 else 0)
