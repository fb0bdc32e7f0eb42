"""Mutations of every claiming clause: 95 of 100 verdicts are right, the wrong ones listed."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.conftest import all_packs, assembled, clause_library, example
from tests.mutations import Case, cases, verdict

REQUIRED = 0.95


def labels(stance: str) -> list[Case]:
    """The labels of the support contract in one stance, where its clause is printed."""
    printed = {section.anchor for section in assembled("support", stance).walk()}
    found = cases(clause_library(), all_packs(), example("support"), stance)
    return [case for case in found if case.clause in printed]


def run(stance: str) -> None:
    document, library = assembled("support", stance), clause_library()
    wrong: list[str] = []
    kinds: Counter[str] = Counter()
    every = labels(stance)
    for case in every:
        status = verdict(document, case, library)
        if status not in case.expected:
            kinds[case.mutation] += 1
            wanted = "/".join(sorted(case.expected))
            what = f"{case.clause}/{case.variant} {case.mutation} {case.requirement.id}"
            wrong.append(f"{what}: {status}, not {wanted}")
    right = 1 - len(wrong) / len(every)
    print(f"{stance}: {right:.3f} of {len(every)} verdicts right; wrong by mutation {dict(kinds)}")
    print("\n".join(wrong))
    assert len(every) > 150
    assert right >= REQUIRED, "\n".join([f"{right:.3f} of {len(every)}", *wrong])


def test_mutations_of_the_balanced_wording() -> None:
    run("balanced")


@pytest.mark.slow
@pytest.mark.parametrize("stance", ["customer", "provider"])
def test_mutations_of_the_other_wordings(stance: str) -> None:
    run(stance)
