"""The fee on termination for convenience, with notice given at the end of a month."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tests.oracle.bases import annual, contract_year, expected, monthly
from tests.oracle.measured import When, after, between
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable, day, length, listed, match

_BY = "On termination for convenience by the {who:of=Customer|Provider}, it shall pay the "
FEE = (
    (_BY + "{whom:of=Provider|Customer} {what:text}.", "fee"),
    ("On termination for convenience {who:of=by either party}, ...", "either"),
    ("No fee is due where the Provider terminates.", ""),
    ("No fee is due where the Customer terminates.", "none"),
    ("No fee is due in a Contract Year that is not named.", "named"),
    ("No fee is due on termination for convenience.", "none"),
    ("Notice counts as given on the last day of its calendar month.", "last_day"),
    ("For the fee, the {names:text} count at the prices in force on that day, after every change"
     " under {:text}.", "in_force"),
    ("An average is taken up to that day, and since the Effective Date if that is shorter.",
     "average"),
    ("It counts the Monthly Charges, and nothing else.", "monthly"),
    ("It counts the Monthly Charges, with what was charged up to the minimum of a month, and"
     " nothing else.", "with_minimum"),
    ("The Charges of a month are spread evenly over its days.", "evenly"),
    ("The Charges for the rest of the Term are the average monthly Charges of the last"
     " {months:number} months, multiplied by the full months of the current period of the Term that"
     " follow that month.", "rest"),
    ("The fee is part of the invoice for the month of the notice, with its calculation.",
     "invoice"),
    ("The Customer shall pay the Charges for Services supplied until the date of termination.", ""),
    ("The fee is due with the notice and is not reduced by costs saved.", "invoice"),
    ("The Provider shall show how it computed the fee.", ""),
    ("No fee is due on termination for cause, for a Force Majeure Event, ...", ""),
    ("No fee is due where the Customer has another right to terminate, ...", ""),
)  # fmt: skip
YEARS = "the fee stated for the Contract Year in which it gives notice: "
SHORT = (
    "the average daily Charges of the last {days:number} days, multiplied by the number of days by"
    " which the notice given falls short of {notice:number} days"
)
RECOVERED = (
    "the part of the Transition Charge, {sum:money}, that is not yet recovered (it falls to nil in"
    " equal steps, one for each calendar month from that of the planned Go-Live Date, {live:date},"
    " to the last full one of the Initial Term, and the month of the notice counts as passed), but"
    " no more than the part that was not invoiced for milestones reached by the end of that month"
)


@dataclass(frozen=True)
class Notice:
    """Notice given at the end of a month.

    `charges` gives the recurring Charges of a month without a shortfall, `monthly` with it, and
    `reached` the parts of the Transition Charge payable in a month, `rate` the factor by which
    prices have moved.
    """

    month: When
    days: Decimal
    charges: Callable[[When], Decimal]
    monthly: Callable[[When], Decimal]
    reached: Callable[[When], Decimal]
    rate: Callable[[When], Decimal]

    @property
    def given(self) -> date:
        """The day of the notice."""
        return date(*self.month, calendar.monthrange(*self.month)[1])


@dataclass(frozen=True)
class Fee:
    """A fee to compute: the contract, what its clause says, and the notice."""

    printed: Printed
    said: Reading
    notice: Notice

    def of(self, what: str) -> Decimal:
        """The amount that words of the clause come to."""
        for pattern, form in FORMS:
            figures = match(pattern, what)
            if figures is not None:
                return form(self, figures)
        raise Unreadable(f"I cannot read this fee: {what}")

    @property
    def start(self) -> date:
        """The Effective Date."""
        return day(self.printed.terms["Effective Date"])

    def month(self, month: When) -> Decimal:
        """The Charges of a month that averages count."""
        monthly(self.printed)
        if self.said.only("with_minimum", "monthly") == "with_minimum":
            return self.notice.monthly(month)
        return self.notice.charges(month)

    def _sum(self, figures: dict) -> Decimal:
        return figures["sum"]

    def _share(self, figures: dict) -> Decimal:
        base = annual if figures["base"] == "Annual Charges" else expected
        moved = [name for each in self.said.all("in_force") for name in listed(each["names"])]
        if set(moved) - {"Annual Charges", "expected Monthly Charges"}:
            raise Unreadable(f"I do not know what counts at the prices in force: {moved}")
        rate = Decimal(1)
        if any(name.endswith(figures["base"]) for name in moved):
            rate = self.notice.rate(self.notice.month)
        return figures["share"] * base(self.printed) * rate

    def _greatest(self, figures: dict) -> Decimal:
        return max(self.of(part) for part in _numbered(figures["parts"]))

    def _total(self, figures: dict) -> Decimal:
        return sum((self.of(part) for part in _numbered(figures["parts"])), Decimal(0))

    def _years(self, figures: dict) -> Decimal:
        year = contract_year(self.printed, self.notice.month)
        for part in _numbered(figures["parts"]):
            said = match("in Contract Year {year:number}: {amount:text}", part)
            if said is None:
                raise Unreadable(f"I cannot read this year: {part}")
            if said["year"] == year:
                return self.of(said["amount"])
        self.said.need("named")
        return Decimal(0)

    def _short(self, figures: dict) -> Decimal:
        if "evenly" not in self.said or "average" not in self.said:
            raise Unreadable("nothing says how the Charges of a month lie over its days")
        since = (self.notice.given - self.start).days + 1
        count = min(int(figures["days"]), since)
        total = sum(
            self.month((each.year, each.month)) / calendar.monthrange(each.year, each.month)[1]
            for each in (self.notice.given - timedelta(days=back) for back in range(count))
        )
        return total / count * max(figures["notice"] - self.notice.days, Decimal(0))

    def _rest(self, figures: dict) -> Decimal:
        count = min(int(self.said.one("rest")["months"]), self._since())
        months = [after(self.notice.month, -back) for back in range(count)]
        average = sum((self.month(each) for each in months), Decimal(0)) / count
        return figures["share"] * average * self._full_months_left()

    def _since(self) -> int:
        """The months from the Effective Date to the notice."""
        if "average" not in self.said:
            raise Unreadable("nothing says up to which day an average is taken")
        return between((self.start.year, self.start.month), self.notice.month) + 1

    def _full_months_left(self) -> int:
        """The full months after the notice in the current period of the Term."""
        periods = [self.printed.terms["Initial Term"]]
        renewal = re.search(r"(\d+ months) each", self.printed.terms.get("Renewal", ""))
        end = (self.start.year, self.start.month)
        while end <= self.notice.month:
            end = after(end, int(length(periods[-1])[0]))
            if end <= self.notice.month and renewal is None:
                raise Unreadable("notice after the end of the Term")
            periods.append(renewal[1] if renewal else "")
        return between(self.notice.month, end) - 1

    def _recovered(self, figures: dict) -> Decimal:
        live = figures["live"]
        term = int(length(self.printed.terms["Initial Term"])[0])
        end = after((self.start.year, self.start.month), term)
        steps = between((live.year, live.month), end)
        passed = between((live.year, live.month), self.notice.month) + 1
        left = figures["sum"] * max(steps - max(passed, 0), 0) / steps
        months = between((self.start.year, self.start.month), self.notice.month) + 1
        invoiced = sum(
            (self.notice.reached(after(self.notice.month, -back)) for back in range(months)),
            Decimal(0),
        )
        return min(left, figures["sum"] - invoiced)


def _numbered(text: str) -> list[str]:
    """The members of `(1) A; (2) B`, or the only one."""
    parts = re.split(r"(?:^|; )\((\d+)\) ", text)
    numerals = [int(each) for each in parts[1::2]]
    if numerals != list(range(1, len(numerals) + 1)):
        raise Unreadable(f"members out of order: {text}")
    return [part for part in (parts[:1] + parts[2::2]) if part]


FORMS = (
    ("{sum:money}", Fee._sum),
    ("{share:percent} of the {base:of=Annual Charges|Monthly Charges}", Fee._share),
    ("{share:percent} of the Charges for the rest of the Term", Fee._rest),
    ("the greatest of these amounts: {parts:text}", Fee._greatest),
    ("the sum of these amounts: {parts:text}", Fee._total),
    (YEARS + "{parts:text}", Fee._years),
    (SHORT, Fee._short),
    (RECOVERED, Fee._recovered),
)


def fee(printed: Printed, notice: Notice) -> Decimal:
    """The fee that the Customer owes because of its notice."""
    said = read(printed, printed.clause("Fee on termination for convenience"), FEE)
    if "none" in said:
        return Decimal(0)
    by_customer = [each for each in said.all("fee") if each["who"] == "Customer"]
    if len(by_customer) != 1 or "last_day" not in said or "invoice" not in said:
        raise Unreadable("the fee of the Customer is not said in full")
    return Fee(printed, said, notice).of(by_customer[0]["what"])
