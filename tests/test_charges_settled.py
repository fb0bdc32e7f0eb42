"""Every figure of pricing moves what is settled, unless it only says what is counted or why."""

import pytest

from contract_kit import settle
from contract_kit.errors import MeasurementError, SpecError
from contract_kit.spec import load
from tests.pricing_leaves import CHARGES, SECTIONS, built, changed, leaves, spec, text, with_value

SAYS = {
    "basis", "title", "process", "covers", "unit", "count", "cost", "revenue", "outcome", "paid_by",
    "volume", "expected", "index", "fallback", "cost_currency", "reference", "due",
    "dispute_within", "set_off", "latest_invoice", "notice", "percent", "beyond", "months", "items",
    "pre_approval", "from_month", "every", "reduce_to", "most_favoured", "annual_cost_before",
    "expected_saving", "review", "analyst", "records", "pre_approval_over", "annual_cap",
    "unapproved",
}  # fmt: skip
"""Fields that name what is counted, say a text, or hold only where nothing was measured."""
MONTHS = range(30)
VOLUMES = (501, 1200, 700, 3000, 50, 2000, 845)
HOURS = (5, 60, 20, 90, 0, 30, 13)

COUNTED = {
    "retainer": HOURS,
    "per_hour": HOURS,
    "per_fte": HOURS,
    "per_seat": HOURS,
    "gain_share": (8950, 8000, 200, 12000, 9500, 7000, 8815),
    "cost_plus": (8950, 8000, 200, 12000, 9500, 7000, 100),
    "percent_of_revenue": (400, 101, 400000, 20000, 200, 30000, 50000),
}
"""What is counted each month in turn, where it is no units."""


def _months(count):
    return [f"{2027 + n // 12}-{n % 12 + 1:02d}" for n in count]


def _settled(data, rows):
    """The amounts of every month and invoice, or nothing where the spec is refused."""
    try:
        contract = load(text(data))
    except SpecError:
        return None
    written = ("metric,period,value\n" + "\n".join(rows)).encode()
    try:
        found = settle.settle(contract, settle.read_measurements(contract, written, "m.csv"))
    except MeasurementError:
        return None
    lines = [line.amount.amount for period in found.periods for line in period.charges]
    return lines, [(one.issued, one.total.amount) for one in found.invoices]


def _idle(data, rows, names):
    before = _settled(data, rows)
    assert before is not None
    return [
        ".".join(map(str, path))
        for path, value in leaves(data["pricing"], ("pricing",))
        if not {*path} & (SAYS - set(names)) and path[1:3] != ("charges", "rest")
        if _settled(with_value(data, path, changed(value, path[-1])), rows) == before
    ]


@pytest.mark.parametrize(
    ("basis", "number"),
    [
        (basis, n)
        for basis, many in CHARGES.items()
        if basis != "computed"
        for n in range(len(many))
    ],
)  # computed prices have tests of their own
def test_a_field_of_a_charge_moves_what_is_settled(basis, number):
    charge = CHARGES[basis][number]
    hours = COUNTED.get(basis) == HOURS and "tiers" in charge
    volumes = VOLUMES if hours else COUNTED.get(basis, VOLUMES)
    months = _months(MONTHS)
    rows = [f"help,{month},{volumes[n % 7]}" for n, month in enumerate(months)]
    assert _idle(spec({"help": {"basis": basis, **charge}}), rows, ()) == []


MONEY = (
    "late_amount,2027-03,9000", "days_late,2027-03,80", "legal_rate,2027-03,20",
    "late_amount,2027-04,90", "days_late,2027-04,20", "legal_rate,2027-04,50",
    "base_rate,2027-03,5", "base_rate,2027-04,15",
    "late_amount,2027-05,9000", "days_late,2027-05,60", "legal_rate,2027-05,50",
    "base_rate,2027-05,15",
)  # fmt: skip
ROWS = {
    "indexation": (
        "index_change.CPI,2028-02,9", "index_change.AWE,2028-02,5",
        "index_change.CPI,2029-02,1", "index_change.AWE,2029-02,2",
        "index_change.CPI,2030-02,-9", "index_change.AWE,2030-02,-5",
    ),
    "absorbed": ("index_change,2028-01,9", "index_change,2029-01,11", "index_change,2030-01,12"),
    "renewal": ("renewal_increase,2030-01,3", "renewal_notice_days,2030-01,90",
                "renewal_increase,2031-01,9", "renewal_notice_days,2031-01,95"),
    "collar": ("fx_rate,2027-03,80", "fx_rate,2027-05,70"),
    "spot": ("fx_rate,2027-03,80",),
    "passed": ("passthrough,2027-03,9000", "passthrough,2028-03,100",
               "saving_shortfall,2027-12,500"),
    "volumes": ("desk.forecast,2027-02,1000", "desk.forecast,2027-05,100"),
}  # fmt: skip
"""What the parts of pricing are settled from, besides volumes."""


@pytest.mark.parametrize("name", [one for one in SECTIONS if one not in {"bears", "register"}])
def test_a_field_beside_the_charges_moves_what_is_settled(name):
    unit = {"desk": {"basis": "per_unit", "rate": 1.9, "process": "desk"}}
    months = _months(range(50 if name == "renewal" else 40))
    rows = [f"desk,{month},{VOLUMES[n % 7]}" for n, month in enumerate(months)]
    found = (*rows, *MONEY, *ROWS.get(name, ()))
    own = {"invoicing": ("every",), "volumes": ()}.get(name, ())
    assert _idle(spec(unit, **SECTIONS[name]), found, own) == []


RENEWS = {"kind": "auto", "length": "12 months", "notice": "30 days"}


@pytest.mark.parametrize(
    ("renewal", "first", "fits"),
    [
        (RENEWS, "2028-01-01", True),
        (RENEWS | {"max": 1}, "2028-12-31", True),
        (RENEWS | {"max": 1}, "2029-01-01", False),
        ({"kind": "none"}, "2028-01-01", False),
        ({"kind": "none"}, "2027-12-31", True),
    ],
)
def test_prices_may_first_change_in_a_renewal(renewal, first, fits):
    data = spec({}, indexation={"index": "CPI", "every": "12 months", "first": first})
    found = built(with_value(data, ("term",), {"initial": "12 months", "renewal": renewal}))
    refused = isinstance(found, tuple) and any(one.startswith("V21") for one in found)
    assert refused != fits
    if refused:
        assert any("to 2027-12-31;" in one or "to 2028-12-31;" in one for one in found)
