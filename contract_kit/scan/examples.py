"""Runs the examples in requirement files: each must get the status it is filed under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.scan.matching import Reading
from contract_kit.scan.passages import passages
from contract_kit.scan.plaintext import document
from contract_kit.scan.verdicts import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.library.packs import Example, Pack, Requirement
    from contract_kit.scan.verdicts import Verdict


@dataclass(frozen=True)
class Failure:
    """An example that got another status than the one it is filed under."""

    requirement: Requirement
    example: Example
    verdict: Verdict

    def __str__(self) -> str:
        return (
            f"{self.requirement.id}: {self.verdict.status}, not {self.example.status}: "
            f"{' '.join(self.example.text.split())}"
        )


def judged(requirement: Requirement, example: Example) -> Verdict:
    """What the requirement makes of an example's text."""
    return verdict(requirement, Reading(passages(document(example.text))))


def failures(pack: Pack) -> Iterator[Failure]:
    """The examples of a pack that are judged otherwise than they say."""
    for requirement in pack.requirements:
        for example in requirement.examples:
            found = judged(requirement, example)
            if found.status != example.status:
                yield Failure(requirement, example, found)
