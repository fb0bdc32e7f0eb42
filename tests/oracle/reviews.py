"""Yearly reviews of levels: targets that move without a further agreement."""

from __future__ import annotations

from tests.oracle.measured import Measurements, between
from tests.oracle.printed import Printed
from tests.oracle.words import Unreadable, match


def check(printed: Printed, rows: Measurements) -> None:
    """No target has moved by itself in the months measured.

    The text does not say from when the months between two reviews run, so that the stranger
    stops where one may have taken place.
    """
    clause = printed.find("Yearly review of levels")
    if clause is None:
        return
    if not any(
        sentence.startswith("They apply from the next month") for sentence in clause.sentences
    ):
        return
    said = match("Every {months:number} months the Provider shall improve ...", clause.sentences[0])
    if said is None:
        raise Unreadable(f"I cannot read this sentence: {clause.sentences[0]}")
    if between(rows.months[0], rows.months[-1]) >= said["months"]:
        raise Unreadable("targets moved, and nothing says from when the months of a review run")
