"""How a spec's values print: quantities, dates, labels and lists, in the contract's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from contract_kit import quantities
from contract_kit.markup import escape
from contract_kit.quantities import Count, Duration, Extremum, Money, Percent

_LABEL = re.compile(r"^[a-z0-9]+(?:_[a-z0-9]+)+$")
_PERIOD = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
_ACRONYMS = {
    "ai", "aht", "api", "bcr", "cpi", "crm", "csat", "erp", "fcr", "faq", "fx", "gdpr", "hipaa",
    "idta", "iso", "it", "kpi", "mfa", "nps", "pci", "qa", "qbr", "rpa", "rpo", "rto", "scc", "sla",
    "soc", "sop", "uk", "vat", "vpn", "acd", "dpo", "ccpa", "dora", "dss", "eu", "dpf",
}  # fmt: skip
_NAMES = {
    "ip": "intellectual property",
    "fcr": "First contact resolution",
    "csat": "Customer satisfaction (CSAT)",
    "nps": "Net promoter score (NPS)",
    "aht": "Average handle time",
    "uk_gdpr": "UK GDPR",
    "gdpr": "EU GDPR",
    "iso_27001": "ISO/IEC 27001",
    "soc2_type2": "SOC 2 Type II",
    "soc1_type2": "SOC 1 Type II",
    "pci_dss": "PCI DSS",
    "dpdp_india": "Digital Personal Data Protection Act (India)",
    "pipeda": "PIPEDA (Canada)",
    "lgpd": "LGPD (Brazil)",
    "popia": "POPIA (South Africa)",
    "glba": "Gramm-Leach-Bliley Act (United States)",
    "hitrust_r2": "HITRUST r2",
    "uk_idta": "UK International Data Transfer Agreement (IDTA)",
    "uk_addendum": "UK Addendum to the EU standard contractual clauses",
    "scc_c2p": "EU standard contractual clauses, controller to processor",
    "scc_p2p": "EU standard contractual clauses, processor to processor",
    "scc_p2c": "EU standard contractual clauses, processor to controller",
    "adequacy": "adequacy decision",
    "dpf": "EU-US Data Privacy Framework",
    "bcr": "binding corporate rules",
    "by_contract": "contract that asks for the same protection",
    "derogation": "derogation for an occasional transfer",
    "share_50_50": "the parties bear it in equal shares",
    "average_of_best_6": "the average of the best six months of that time",
    "no_critical_below_minimum": "no Critical Service Level was below its minimum in that month",
    "customer_may_terminate_free": "the Customer may terminate without a fee",
    "qbr": "Quarterly business review",
    "rate_card": "Rate Card",
    "below_minimum": "below its minimum",
    "below_target": "below its target",
    "base_rate": "base rate of the central bank that issues the currency of the Charges",
}
QUANTITIES = (Money, Duration, Percent, Count, Extremum)


def _defined(text: str) -> str:
    """Times in the defined terms: `5 business days` as `5 Business Days`."""
    return text.replace("business day", "Business Day").replace("business hour", "Business Hour")


class Safe(str):
    """Text that is markup already and must not be escaped again."""

    __slots__ = ()


class Missing:
    """A parameter that the spec does not give: prints a placeholder, is false and empty."""

    def __init__(self, name: str, default: str) -> None:
        self.name = name
        self.default = default

    def __str__(self) -> str:
        name = self.name.replace("_", " ")
        default = humanise(self.default) if _LABEL.match(self.default) else self.default
        return f"[{name}: {default}]" if default else f"[{name}]"

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Missing)

    def __hash__(self) -> int:
        return hash(self.name)

    def items(self) -> tuple[()]:
        """Nothing, so that loops over a missing mapping print nothing."""
        return ()

    values = keys = items

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("_"):
            raise AttributeError(name)
        return self


class Supplied:
    """A figure of a clause: in brackets while it is open, as any value once it is agreed.

    An execution copy has no brackets; it is not written while a figure is open.
    """

    __slots__ = ("is_open", "told", "value")

    def __init__(self, value: Any, is_open: bool) -> None:
        self.value = value
        self.is_open = is_open
        self.told: Callable[[], None] = lambda: None

    def shown(self, text: str) -> str:
        """Its text as printed; who supplies figures is told that this one was."""
        self.told()
        return f"[{text}]" if self.is_open else text


def sentence_case(text: str) -> str:
    """`text` with a capital first letter; acronyms as they are written."""
    return text[:1].upper() + text[1:]


def lowered(heading: str) -> str:
    """A heading within a sentence; names and acronyms as they are written."""
    keeps = heading.startswith("United ") or heading[:2].isupper()
    return heading if keeps else heading[:1].lower() + heading[1:]


def listed(parts: Sequence[str]) -> str:
    """`a, b and c`; nothing of no parts."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def humanise(label: str) -> str:
    """A label of the vocabulary in words: `first_response` as `first response`."""
    if label in _NAMES:
        return _NAMES[label]
    words = label.replace("_", " ").split()
    return " ".join(_acronym(word) for word in words)


def _acronym(word: str) -> str:
    """`word` in capitals if it is an acronym: `sop` as `SOP`, `sops` as `SOPs`."""
    if word in _ACRONYMS:
        return word.upper()
    return f"{word[:-1].upper()}s" if word[-1:] == "s" and word[:-1] in _ACRONYMS else word


class Printer:
    """Prints values for one contract; `names` maps ids (roles, sites) to what is printed.

    `beside` asks for words beside the figures in the sentences of clauses.
    """

    def __init__(
        self, language: str, currency: str, names: Mapping[str, str], *, beside: bool = False
    ) -> None:
        self.locale = language.replace("-", "_")
        self.currency = currency
        self.names = names
        self.beside = beside

    def text(self, value: object, *, words: bool = False) -> str:
        """The value as it stands in a contract, not escaped."""
        if isinstance(value, Supplied):
            return value.shown(self.text(value.value, words=words))
        if isinstance(value, QUANTITIES):
            return self._quantity(value, words=words)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            return self.number(value, words=words)
        if isinstance(value, Iterable) and not isinstance(value, (str, Missing)):
            return self.join(value)
        return self._single(value)

    def _single(self, value: object) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, (str, Enum)):
            return self.label(str(getattr(value, "value", value)))
        return "" if value is None else str(value)

    def _quantity(self, value: Any, *, words: bool) -> str:
        if isinstance(value, Percent) and value.of:
            bare = quantities.text(Percent(value.value), words=words, locale=self.locale)
            if value.of.startswith("over "):
                rate = value.of.removeprefix("over ")
                return f"{bare} above the {_RATES.get(rate.casefold(), humanise(rate))}"
            return f"{bare} of {_BASES.get(value.of, humanise(value.of))}"
        if isinstance(value, Extremum):
            parts = " and ".join(self._quantity(one, words=words) for one in value.of)
            return f"the {value.kind.removesuffix('_of')} of {parts}"
        return _defined(quantities.text(value, words=words, locale=self.locale))

    def number(self, value: int | Decimal, *, words: bool = False) -> str:
        """A plain number with grouped thousands; trailing zeros as given."""
        figure = f"{value:,}"
        if words and value == int(value):
            from num2words import num2words  # noqa: PLC0415 - only where words are asked for

            return f"{num2words(int(value), lang=self.locale[:2])} ({figure})"
        return figure

    def date(self, value: date) -> str:
        """A date in the long form of the contract's language: 4 January 2027."""
        from babel.dates import format_date  # noqa: PLC0415 - costs 60 ms

        return format_date(value, format="long", locale=self.locale)

    def money(self, value: Decimal | Money | Percent | Extremum) -> str:
        """An amount with its currency, GBP 25,890.00; a share of an amount as it stands."""
        if isinstance(value, (Percent, Extremum)):
            return self.text(value)
        amount = value if isinstance(value, Money) else Money(value, self.currency)
        rounded = quantities.round_money(amount.amount, amount.currency)
        return quantities.text(Money(rounded, amount.currency), locale=self.locale)

    def label(self, value: str) -> str:
        """A role's title, a site's name, or a vocabulary label in words; else as it stands."""
        if value in self.names:
            return self.names[value]
        if period := _PERIOD.fullmatch(value):
            first, last = (self.date(date.fromisoformat(day)) for day in period.groups())
            return f"{first} to {last}"
        is_label = value in _NAMES or value in _ACRONYMS - {"it"} or _LABEL.match(value)
        return humanise(value) if is_label else value

    def name(self, key: str) -> str:
        """The printed name of an id, with a capital letter: `pay_on_time` as `Pay on time`."""
        return sentence_case(self.names.get(key) or humanise(key))

    def join(self, values: Iterable[object]) -> str:
        """`a, b and c`."""
        return listed([self.text(value) for value in values])

    def finalize(self, value: object) -> str:
        """What Jinja calls on each printed value: escaped unless it is markup already."""
        return value if isinstance(value, Safe) else escape(self.text(value))

    def possessive(self, value: object) -> Safe:
        """The filter `possessive`, for a time before a noun: `90 days' notice`."""
        if isinstance(value, Missing):
            return Safe(escape(str(value)))
        if isinstance(value, Supplied):
            return Safe(escape(value.shown(_owning(self.text(value.value)))))
        return Safe(escape(_owning(self.text(value))))

    def cycle(self, value: object) -> str:
        """The filter `cycle`, what a period of settlement is called: `calendar quarter`."""
        if isinstance(value, Duration):
            return f"period of {self.text(value)} from the Effective Date"
        return _CYCLES.get(str(value), str(value))

    def words(self, value: object) -> Safe:
        """The filter `words`: words and figures, `thirty (30) days`."""
        return Safe(escape(self.text(value, words=True)))


def _owning(text: str) -> str:
    return f"{text}'" if text.endswith("s") else f"{text}'s"


_CYCLES = {"month": "calendar month", "quarter": "calendar quarter", "year": "Contract Year"}
_RATES = {
    "boe": "Bank Rate of the Bank of England",
    "ecb": "rate of the European Central Bank for its main refinancing operations",
    "fed": "upper end of the target range for the federal funds rate",
}
"""What rates of central banks are called in full, where a spec names the bank alone."""
_BASES = {
    "monthly_charges": "the Monthly Charges",
    "annual_charges": "the Annual Charges",
    "affected_charge": "the Charge for the affected Service",
    "invoice_before_credits": "the invoice before Service Credits",
    "transition_charge": "the Transition Charge",
    "remaining_charges": "the Charges for the rest of the Term",
    "expected_monthly": "the expected Monthly Charges",
    "previous_year_average_month": "the average monthly invoice of the calendar year before",
}
