"""Writes wordpiece.txt: what the reference tokeniser makes of the strings that wordpiece.rs makes.

    pip install tokenizers
    python crates/claimant-model/tests/wordpiece.py > crates/claimant-model/tests/wordpiece.txt

Vocabulary and strings are made here as they are there, number for number. With a vocabulary file as argument, it prints
100,000 strings and their pieces instead, a JSON list a line, for a comparison of any other program.
"""

import json
import sys

from tokenizers import BertWordPieceTokenizer

MASK = (1 << 64) - 1
RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x10FF), (0x1E00, 0x20CF),
    (0x2E80, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFFFF), (0x10000, 0x1FFFF), (0x20000, 0x2FFFF),
    (0x0, 0x1F), (0x0, 0x10FFFF),
]
STRINGS, BLOCK = 5000, 50


class Random:
    def __init__(self, state):
        self.state = state

    def below(self, n):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = ((self.state ^ (self.state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return (z ^ (z >> 31)) % n


def vocabulary():
    single = [chr(c) for first, last in [(0x21, 0x7E), (0x3B1, 0x3C9), (0x430, 0x44F), (0x4E00, 0x4E40)]
              for c in range(first, last + 1) if not 0x41 <= c <= 0x5A]
    pairs = [a + b for a in "bcdfghjklmnprstvwz" for b in "aeiou"]
    letters = single + pairs + ["the", "ing", "ion", "said"]
    return ["[UNK]", "[CLS]", "[SEP]"] + letters + ["##" + piece for piece in letters]


def string(random):
    text = ""
    for _ in range(random.below(24)):
        kind = random.below(8)
        if kind < 4:
            for _ in range(1 + random.below(5)):
                text += chr((0x61, 0x61, 0x61, 0x41)[random.below(4)] + random.below(26))
        elif kind < 6:
            first, last = RANGES[random.below(len(RANGES))]
            c = first + random.below(last - first + 1)
            text += "?" if 0xD800 <= c < 0xE000 else chr(c)
        else:
            text += " "
    return text


def fnv(hash, value):
    for byte in value.to_bytes(2, "little"):
        hash = ((hash ^ byte) * 0x100000001B3) & MASK
    return hash


def main():
    random = Random(2024)
    if len(sys.argv) > 1:
        tokenizer = BertWordPieceTokenizer(sys.argv[1], lowercase=True)
        for _ in range(100_000):
            text = string(random)
            print(json.dumps([text, tokenizer.encode(text, add_special_tokens=False).ids]))
        return
    pieces = {piece: id for id, piece in enumerate(vocabulary())}
    tokenizer = BertWordPieceTokenizer(pieces, lowercase=True)
    for _ in range(STRINGS // BLOCK):
        hash = 0xCBF29CE484222325
        for _ in range(BLOCK):
            for id in tokenizer.encode(string(random), add_special_tokens=False).ids:
                hash = fnv(hash, id)
            hash = fnv(hash, 0xFFFF)
        print(f"{hash:016x}")


main()
