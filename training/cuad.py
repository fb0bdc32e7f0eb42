"""Reads the labelled contracts as the scanner reads any contract, and puts the labels on them.

The labels are character spans of the original text; the reader folds blanks and drops page
furniture, so a span is found again by its letters and digits alone.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from sentences import marked

from contract_kit.read import read
from contract_kit.scan.chunks import chunks
from contract_kit.scan.linear import Text
from contract_kit.scan.model import texts
from contract_kit.scan.passages import Passage, passages

CATEGORIES = {
    "governing-law": "Governing Law",
    "anti-assignment": "Anti-Assignment",
    "change-of-control": "Change of Control",
    "termination-for-convenience": "Termination for Convenience",
    "cap-on-liability": "Cap on Liability",
    "uncapped-liability": "Uncapped Liability",
    "liquidated-damages": "Liquidated Damages",
    "insurance": "Insurance",
    "audit-rights": "Audit Rights",
    "renewal-term": "Renewal Term",
    "renewal-notice": "Notice Period to Terminate Renewal",
    "expiration-date": "Expiration Date",
    "effective-date": "Effective Date",
    "exclusivity": "Exclusivity",
    "non-compete": "Non-Compete",
    "no-solicit-employees": "No-Solicit of Employees",
    "ip-assignment": "IP Ownership Assignment",
    "license-grant": "License Grant",
    "post-termination-services": "Post-Termination Services",
    "minimum-commitment": "Minimum Commitment",
    "most-favoured-nation": "Most Favored Nation",
    "source-code-escrow": "Source Code Escrow",
    "warranty-duration": "Warranty Duration",
    "third-party-beneficiary": "Third Party Beneficiary",
    "revenue-sharing": "Revenue/Profit Sharing",
}
TYPES = tuple(CATEGORIES)
OWN_WORDS = Path(__file__).with_name("own_words.txt")


@dataclass(frozen=True)
class Contract:
    """A labelled contract as the model sees it; `holds` says which types it has at all."""

    name: str
    group: str
    sentences: list[Text]
    chunks: list[Text]
    parent: list[int]
    sentence_labels: np.ndarray
    chunk_labels: np.ndarray
    holds: np.ndarray


def rows(path: Path) -> list[dict]:
    """The lines of a data file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def contracts(data: list[dict], jobs: int = 2) -> list[Contract]:
    """All rows read and labelled, in their order."""
    with Pool(jobs) as pool:
        return pool.map(contract, data, chunksize=4)


def contract(row: dict) -> Contract:
    """One row read and labelled."""
    groups = chunks(passages(read(row["text"].encode(), "contract.txt")))
    found, small, large, parent = texts(groups)
    single = [passage.text for passage in found]
    wide = [" ".join(passage.text for passage in group.passages) for group in groups]
    holds = np.array([bool(row["labels"].get(category)) for category in CATEGORIES.values()])
    return Contract(
        row["name"],
        row["group"],
        small,
        large,
        parent,
        _labels(single, row),
        _labels(wide, row),
        holds,
    )


def own_words(path: Path = OWN_WORDS) -> Contract:
    """The sentences in our own words, each a chunk by itself, as one more contract."""
    kinds: list[int | None] = []
    sentences: list[Passage] = []
    for kind, mark, sentence in marked(path):
        kinds.append(TYPES.index(kind) if mark == "+" else None)
        sentences.append(Passage(sentence, clause=len(sentences)))
    _, small, large, parent = texts(chunks(sentences))
    labels = np.zeros((len(kinds), len(TYPES)), bool)
    for row, column in enumerate(kinds):
        if column is not None:
            labels[row, column] = True
    return Contract(path.name, "own", small, large, parent, labels, labels, labels.any(axis=0))


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _labels(pieces: list[str], row: dict) -> np.ndarray:
    found = np.zeros((len(pieces), len(TYPES)), bool)
    ends = np.cumsum([len(letters(piece)) for piece in pieces])
    starts = np.concatenate([[0], ends[:-1]])
    whole = "".join(map(letters, pieces))
    total = max(1, len(letters(row["text"])))
    for column, category in enumerate(CATEGORIES.values()):
        for span in row["labels"].get(category, []):
            place = len(letters(row["text"][: span["start"]])) * len(whole) / total
            where = _find(whole, letters(span["text"]), place)
            if where:
                found[:, column] |= _covered(starts, ends, *where)
    return found


def _covered(starts: np.ndarray, ends: np.ndarray, first: int, last: int) -> np.ndarray:
    """Which pieces share enough with the span: a good part of either, or fifty letters."""
    shared = np.minimum(ends, last) - np.maximum(starts, first)
    much = (shared >= 50) | (shared >= 0.3 * (last - first))
    return (shared > 0) & (much | ((shared >= 0.8 * (ends - starts)) & (shared >= 15)))


def _find(whole: str, label: str, place: float) -> tuple[int, int] | None:
    """Where the label stands, nearest to `place`; by its beginning or end where it was cut."""
    if not label:
        return None
    at = _nearest(whole, label, place)
    if at is not None:
        return at, at + len(label)
    part = min(40, max(12, len(label) // 3))
    first = _nearest(whole, label[:part], place)
    last = _nearest(whole, label[-part:], place + len(label) - part)
    if first is not None and last is not None and 0 < last + part - first < 2.5 * len(label) + 400:
        return first, last + part
    if first is not None and abs(first - place) < 3000:
        return first, first + len(label)
    if last is not None and abs(last - place) < 3000:
        return max(0, last + part - len(label)), last + part
    return None


def _nearest(whole: str, label: str, place: float) -> int | None:
    found = [match.start() for match in re.finditer(re.escape(label), whole)]
    return min(found, key=lambda at: abs(at - place)) if found else None
