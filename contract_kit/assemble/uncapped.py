"""What no limit of liability covers: what the law sets, what the spec adds, what a wording adds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from contract_kit.assemble.american import american
from contract_kit.assemble.values import Safe
from contract_kit.spec import Assumption
from contract_kit.spec.laws import BRITISH, MATTERS, family, floor, matter, words

if TYPE_CHECKING:
    from contract_kit.assemble.builder import Builder
    from contract_kit.spec import Contract

CLAUSE = "rsk.exclusions"
CARDS = "dp.pci"
_ADDED = {
    "customer": (
        "wilful_default",
        "gross_negligence",
        "death_injury",
        "ip_indemnity",
        "staff_indemnity",
        "abandonment",
    ),
    "balanced": ("wilful_default", "death_injury", "ip_indemnity"),
    "provider": ("death_injury",),
}
"""What the wording of each stance adds, unless the law or the spec has it."""


def freed(contract: Contract) -> tuple[str, ...]:
    """The matters that the law and the spec free from any limit."""
    risk = contract.risk
    own = [matter(one) for one in risk.uncapped] if risk else []
    return tuple(dict.fromkeys([*floor(contract.contract.governing_law), *own]))


def own(contract: Contract) -> tuple[str, ...]:
    """The matters that the spec frees besides those of the law."""
    law = floor(contract.contract.governing_law)
    return tuple(one for one in freed(contract) if one not in law)


def added(contract: Contract, variant: str) -> tuple[str, ...]:
    """The matters that a wording of the clause frees besides those of the law and the spec."""
    risk = contract.risk
    if _only(contract):
        return ()
    matters = _ADDED.get(variant, ())
    if variant == "customer" and (risk is None or risk.data_super_cap is None):
        matters += ("data", "confidentiality")
    return tuple(one for one in matters if one not in freed(contract))


def _only(contract: Contract) -> bool:
    """Whether the spec leaves out what wordings add."""
    return contract.risk is not None and bool(contract.risk.uncapped_only)


def assumptions(builder: Builder) -> tuple[Assumption, ...]:
    """What the printed wording of the clause adds to the list, an assumption each."""
    contract = builder.facts.contract
    one = next((one for one in builder.selection.chosen if one.id == CLAUSE), None)
    if one is None or one.variant == "spec":
        return ()
    matters = added(contract, one.figures)
    if builder.selection.has(CARDS) and UNCAPPED["adds_cards"](contract):
        matters += ("card_fines",)
    return tuple(
        Assumption(
            "uncapped",
            "risk.uncapped",
            key,
            f"no limit of liability applies to {_words(contract, key)}, which the"
            f" {one.figures} wording adds (risk.uncapped_only: true leaves it out)",
        )
        for key in matters
    )


def _words(contract: Contract, key: str) -> str:
    """A matter as this contract names it, which may have no personal data to protect."""
    data = contract.data_protection
    if key == "data" and not (data and data.personal_data):
        return "breach of duties on security"
    if key not in MATTERS:
        return key
    if key == "ip_indemnity" and contract.contract.form == "short":
        return "the indemnity for intellectual property rights"
    return american(words(key, contract.contract.governing_law), contract)


def _said(find: Callable[[Contract], tuple[str, ...]]) -> Callable[[Contract], tuple[str, ...]]:
    """The words of the matters that a function finds."""

    def say(contract: Contract) -> tuple[str, ...]:
        return tuple(_words(contract, one) for one in find(contract))

    return say


_MEANINGS = {
    "wilful_default": "Wilful default means an intentional breach, or one committed with reckless"
    " disregard of whether it is a breach.",
    "gross_negligence": "Gross negligence means a serious disregard of an obvious risk, and more"
    " than a failure to take reasonable care.",
    "abandonment": "Deliberate abandonment means that the Provider stops the Services, or a"
    " substantial part of them, on purpose and without a right to do so.",
}
"""What the words mean that the law of the United Kingdom does not define itself."""


def _meanings(variant: str) -> Callable[[Contract], tuple[str, ...]]:
    """What the matters mean that a wording names and British law gives no fixed meaning."""

    def say(contract: Contract) -> tuple[str, ...]:
        if family(contract.contract.governing_law) not in BRITISH:
            return ()
        listed = (*freed(contract), *added(contract, variant))
        return tuple(
            Safe(american(text, contract)) for key, text in _MEANINGS.items() if key in listed
        )

    return say


UNCAPPED: dict[str, Callable[[Contract], object]] = {
    "freed": freed,
    "freed_by_law": _said(lambda contract: floor(contract.contract.governing_law)),
    "freed_by_spec": _said(own),
    "freed_by_customer": _said(lambda contract: added(contract, "customer")),
    "freed_by_balanced": _said(lambda contract: added(contract, "balanced")),
    "freed_by_provider": _said(lambda contract: added(contract, "provider")),
    "meanings_customer": _meanings("customer"),
    "meanings_balanced": _meanings("balanced"),
    "meanings_provider": _meanings("provider"),
    "adds_cards": lambda contract: "card_fines" not in freed(contract) and not _only(contract),
    "frees_cards": lambda contract: "card_fines" in freed(contract) or not _only(contract),
}
"""Facts about what is not limited, by the name that a parameter uses."""
