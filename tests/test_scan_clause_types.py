import gzip
import json
import os
from pathlib import Path

import numpy as np
import pytest

from contract_kit.errors import UsageError
from contract_kit.read import read
from contract_kit.scan.chunks import LONGEST, chunks
from contract_kit.scan.clause_rules import rules, score
from contract_kit.scan.clause_types import TITLES, clause_types
from contract_kit.scan.features import normalise
from contract_kit.scan.model import SHIPPED, load
from contract_kit.scan.passages import passages

CLAUSES = {
    "governing-law": "This Agreement is governed by the laws of England and Wales.",
    "anti-assignment": (
        "Neither party may assign or transfer this Agreement without the prior written consent of "
        "the other party."
    ),
    "termination-for-convenience": (
        "The Customer may terminate this Agreement at any time for convenience upon ninety (90) "
        "days' prior written notice to the Provider."
    ),
    "cap-on-liability": (
        "Each party's total aggregate liability under this Agreement shall not exceed the fees "
        "paid in the twelve (12) months before the claim arose."
    ),
    "insurance": (
        "The Provider shall maintain commercial general liability insurance with limits of not "
        "less than $2,000,000 per occurrence and give the Customer certificates of insurance."
    ),
    "audit-rights": (
        "The Customer may audit the Provider's books and records once a year upon ten days' notice."
    ),
    "license-grant": (
        "The Provider hereby grants to the Customer a non-exclusive, worldwide licence to use the "
        "Software during the Term."
    ),
    "source-code-escrow": (
        "The Provider shall deposit the source code of the Software with an escrow agent, to be "
        "released to the Customer if the Provider becomes insolvent."
    ),
}


def read_text(*paragraphs):
    text = "SERVICES AGREEMENT\n\n" + "\n\n".join(
        f"{number}. {paragraph}" for number, paragraph in enumerate(paragraphs, 1)
    )
    return passages(read(text.encode(), "contract.txt"))


FILLER = (
    "The Provider shall answer telephone calls of the Customer's clients on working days.",
    "Invoices are due within thirty days of receipt.",
    "Notices shall be sent by courier to the addresses on the first page.",
)


@pytest.mark.parametrize("kind", CLAUSES)
def test_a_clear_clause_is_found_in_a_short_contract(kind):
    found = {one.type: one for one in clause_types(read_text(*FILLER, CLAUSES[kind]))}
    assert kind in found
    assert CLAUSES[kind].startswith(found[kind].evidence[0].quote[:40])
    assert found[kind].evidence[0].paragraph is not None


def test_plain_service_text_shows_no_rare_type():
    present = {one.type for one in clause_types(read_text(*FILLER)) if one.status == "present"}
    assert not present & {"source-code-escrow", "most-favoured-nation", "non-compete", "insurance"}


def test_an_empty_document_has_no_clauses():
    assert clause_types([]) == ()


def test_chunks_hold_whole_passages_and_stay_short():
    long = " ".join(f"The Provider shall perform task number {n} with due care." for n in range(60))
    found = chunks(read_text(long))
    assert len(found) > 3
    assert all(chunk.size <= LONGEST + 1 or len(chunk.passages) == 1 for chunk in found)


def test_normalised_text_names_kinds_of_values():
    text = normalise(
        "Within thirty (30) days of May 5, 2020 pay $1,500.00 or 4.5% under Section 3.2(b)."
    )
    for word in ("xdur xdurday", "xdate", "xmoney", "xpercent", "xsecref"):
        assert word in text


def test_every_type_has_a_title_and_rules():
    assert set(load().types) == set(TITLES) == set(rules())


def test_words_against_a_type_lower_its_score():
    grant = "the licensor grants the licensee a license to use the software"
    assert score("license-grant", grant) > score("license-grant", "no other license is granted")


def test_the_shipped_file_is_small_and_plain():
    assert SHIPPED.stat().st_size < 2_000_000
    with np.load(SHIPPED, allow_pickle=False) as file:
        assert {file[name].dtype.kind for name in file.files} <= {"u", "i", "f"}


def test_the_model_names_every_contract_it_was_trained_on():
    names = load().trained_on
    assert len(set(names)) == len(names) == 310
    folder = os.environ.get("CONTRACT_KIT_DATA")
    if folder:
        with gzip.open(Path(folder) / "cuad_dev.jsonl.gz", "rt", encoding="utf-8") as file:
            assert set(names) <= {json.loads(line)["name"] for line in file}


def test_a_file_that_is_no_model_is_refused(tmp_path):
    other = tmp_path / "other.npz"
    np.savez(other, types=np.zeros(3, np.uint8))
    with pytest.raises(UsageError, match="no model"):
        load(other)


def test_another_model_is_used_when_it_is_named(tmp_path):
    copy = tmp_path / "copy.npz"
    copy.write_bytes(SHIPPED.read_bytes())
    text = read_text(*FILLER, CLAUSES["insurance"])
    assert clause_types(text, model=copy) == clause_types(text)
