"""Documents built alone, to attach to an agreement that exists (`build --only`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_kit.api import assemble, load
from contract_kit.errors import AssemblyError, UsageError

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_a_document_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"no document 'sla'; choose from .*service_levels"):
        assemble(load(EXAMPLES / "minimal.yaml"), only="sla")


def test_a_document_of_which_the_spec_has_nothing_is_refused() -> None:
    with pytest.raises(AssemblyError, match=r"needs a transition or a pilot .*V171"):
        assemble(load(EXAMPLES / "minimal.yaml"), only="transition")


def test_a_document_alone_has_parties_schedules_and_signatures_of_its_own() -> None:
    document = assemble(load(EXAMPLES / "support.yaml"), only="service_levels")
    assert document.title == "Service Level Agreement"
    assert [one.number for one in document.sections if one.kind == "schedule"] == [
        "Schedule 1",
        "Schedule 2",
    ]
    assert document.sections[-2].kind == "signature"
