"""The checker of word boxes finds what it is for: pages made by hand, sound and then spoilt."""
import unittest

from word_boxes import faults

WORDS = [(50, 100, 90, 112, "moins"), (93, 100, 105, 112, "de"), (50, 112, 80, 124, "1&#160;%")]


def page(words, width=595, height=842):
    boxes = "\n".join(f'    <word xMin="{a}" yMin="{b}" xMax="{c}" yMax="{d}">{text}</word>'
                      for a, b, c, d, text in words)
    return f'  <page width="{width:.6f}" height="{height:.6f}">\n{boxes}\n  </page>\n'


def moved(index, dx, dy):
    words = list(WORDS)
    a, b, c, d, text = words[index]
    words[index] = (a + dx, b + dy, c + dx, d + dy, text)
    return words


class WordBoxes(unittest.TestCase):
    def test_sound_page(self):
        self.assertEqual(faults(page(WORDS)), ([], 3))

    def test_word_shifted_onto_another(self):
        self.assertEqual(faults(page(moved(1, -10, 0)))[0], ["page 1: “moins” and “de” overlap"])

    def test_line_shifted_onto_another(self):
        self.assertEqual(faults(page(moved(2, 0, -9)))[0],
                         ["page 1: “moins” and “1\u00a0%” overlap"])

    def test_one_on_the_other(self):
        self.assertEqual(faults(page([WORDS[0], WORDS[0]]))[0],
                         ["page 1: “moins” and “moins” overlap"])

    def test_large_word_around_a_small_one(self):
        large = (20.5, 40, 300, 180, "41")
        self.assertEqual(len(faults(page([large, *WORDS]))[0]), 3)

    def test_each_margin(self):
        for dx, dy in ((-31, 0), (0, -81), (530, 0), (0, 720)):
            self.assertIn("page 1: “moins” leaves the margins",
                          faults(page(moved(0, dx, dy)))[0], (dx, dy))

    def test_missing_glyph(self):
        self.assertEqual(faults(page([(50, 100, 90, 112, "a\ufffdb")]))[0],
                         ["page 1: “a\ufffdb” misses a glyph"])

    def test_pages_are_apart(self):
        found, n = faults(page(WORDS) + page(moved(1, -10, 0)))
        self.assertEqual((found, n), (["page 2: “moins” and “de” overlap"], 6))


if __name__ == "__main__":
    unittest.main()
