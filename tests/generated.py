"""Specs by the thousand: stance, industry, place and personal data in turn, the rest by chance.

`spec(n)` is a valid spec for each `n`; its first 192 numbers go through every combination of three
stances, sixteen industries, on- and offshore, with and without personal data.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random
from typing import Any

STANCES = ("customer", "balanced", "provider")
_INDUSTRIES = (
    "customer_service payroll bookkeeping tax healthcare_billing medical_transcription banking"
    " insurance it_services hosting logistics manufacturing media retail telecoms other"
)
INDUSTRIES = tuple(_INDUSTRIES.split())
_REGISTER = (
    "software_licences extra_training attrition_backfill recruitment facilities_equipment"
    " telecoms travel overtime_holidays data_migration exit_services"
)
REGISTER = tuple(_REGISTER.split())
HEALTH = {"healthcare_billing", "medical_transcription"}
FINANCE = {"payroll", "bookkeeping", "tax"}
COMBINATIONS = len(STANCES) * len(INDUSTRIES) * 4
ZONES = {"gdpr": {"IE", "DE", "PT", "PL"}, "uk_gdpr": {"GB"}}
MECHANISMS = {
    "gdpr": ("scc_c2p", "scc_p2p", "bcr", "derogation"),
    "uk_gdpr": ("uk_idta", "uk_addendum", "bcr", "derogation"),
}


@dataclass(frozen=True)
class Home:
    """Where the customer sits."""

    country: str
    law: str
    currency: str
    language: str
    regimes: tuple[str, ...]


HOMES = (
    Home("GB", "England and Wales", "GBP", "en-GB", ("uk_gdpr",)),
    Home("IE", "Ireland", "EUR", "en-IE", ("gdpr",)),
    Home("DE", "Germany", "EUR", "en-GB", ("gdpr",)),
    Home("US", "New York", "USD", "en-US", ()),
    Home("US", "California", "USD", "en-US", ("ccpa",)),
    Home("CA", "Ontario", "CAD", "en-CA", ("pipeda",)),
    Home("ZA", "South Africa", "ZAR", "en-ZA", ("popia",)),
    Home("IN", "India", "INR", "en-IN", ("dpdp_india",)),
)
AWAY = ("PH", "IN", "PL", "PT", "ZA", "US")


def spec(number: int) -> dict[str, Any]:
    """The spec of a number, as data."""
    return _Maker(number).data()


def text(data: dict[str, Any]) -> str:
    """The data as YAML, a key a line, so that each value has a line of its own."""
    return "\n".join(_lines(data, "")) + "\n"


def _lines(value: Any, indent: str) -> list[str]:
    lines: list[str] = []
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in rows:
        head = f"{indent}{key}:" if isinstance(value, dict) else f"{indent}-"
        if isinstance(one, (dict, list, tuple)) and one:
            lines += [head, *_lines(one, indent + "  ")]
        else:
            lines.append(f"{head} {json.dumps(one, ensure_ascii=False)}")
    return lines


class _Maker:
    """Draws one spec; sections come and go with an even chance, most of them."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)
        turn, stance = divmod(number, len(STANCES))
        turn, industry = divmod(turn, len(INDUSTRIES))
        self.number = number
        self.stance, self.industry = STANCES[stance], INDUSTRIES[industry]
        self.offshore, self.personal = bool(turn & 1), bool(turn & 2)
        self.home = self.random.choice(HOMES)
        away = [one for one in AWAY if one != self.home.country]
        self.away = self.random.choice(away)
        self.front = self.industry == "customer_service" or self.chance(0.3)
        self.staffed = self.chance(0.7)
        self.processes = ["first_line", "second_line", "records"][: self.random.randint(1, 3)]
        self.method = self.random.choice(
            ["", "weighted", "weighted", "fixed_percent", "table", "per_duration", "per_event"]
        )
        self.transition = self.chance(0.5)

    def chance(self, share: float = 0.5) -> bool:
        return self.random.random() < share

    def pick(self, *options: Any) -> Any:
        return self.random.choice(options)

    def some(self, **options: Any) -> dict[str, Any]:
        """Each of the options with an even chance."""
        return {key: value for key, value in options.items() if self.chance()}

    def all_or_none(self, **answers: Any) -> dict[str, Any]:
        """Answers that a spec gives together: some of them alone would be a mistake."""
        return answers if self.chance(0.6) else {}

    def data(self) -> dict[str, Any]:
        """The whole spec."""
        always = {
            "contract_kit": 1,
            "contract": self.heading(),
            "parties": self.parties(),
            "roles": self.roles(),
            "sites": self.sites(),
            "calendars": {"office": {"hours": "Mon-Fri 09:00-17:30", "time_zone": "Europe/London"}},
            "scope": self.scope(),
            "term": self.term(),
        }
        drawn = self.some(
            people=self.people(),
            security=self.security(),
            continuity=self.continuity(),
            technology=self.technology(),
            scaling=self.scaling(),
            risk=self.risk(),
            industry=self.trade(),
            governance=self.governance(),
        )
        fixed = {"service_levels": self.levels(), "pricing": self.pricing()}
        if self.transition:
            fixed["transition"] = self.plan()
        if self.chance(0.4):
            fixed["pilot"] = self.pilot()
        if self.personal or self.industry in HEALTH or self.chance(0.2):
            fixed["data_protection"] = self.protection()
        return always | fixed | {key: value for key, value in drawn.items() if value}

    def heading(self) -> dict[str, Any]:
        return {
            "id": f"GEN-{self.number}",
            "title": "Services Agreement",
            "stance": self.stance,
            "industries": [self.industry],
            "effective_date": "2027-01-04",
            "governing_law": self.home.law,
            "language": self.home.language,
            "currency": self.home.currency,
            **self.pick(
                {},
                {"courts": "the capital"},
                {"arbitration": {"rules": "LCIA Rules", "seat": "London"}},
            ),
        }

    def parties(self) -> dict[str, Any]:
        details = self.some(
            number="00012345", address="1 High Street", notices={"email": "a@b.example"}
        )
        customer = {"name": "Thornbury Group Ltd", "country": self.home.country, **details}
        country = self.away if self.offshore else self.home.country
        affiliates = self.some(affiliates=["Thornbury Stores Ltd"])
        return {
            "customer": customer | affiliates,
            "provider": {"name": "Brightwater Services Ltd", "country": country},
        }

    def roles(self) -> dict[str, Any]:
        key = {"key_personnel": True, "lock_in": "12 months"} if self.staffed else {}
        return {
            "owner": {"party": "customer", "title": "Head of Operations"},
            "sponsor": {"party": "customer", "title": "Chief Operating Officer", "sponsor": True},
            "lead": {"party": "provider", "title": "Delivery Manager", **key},
            "director": {"party": "provider", "title": "Account Director"},
        }

    def sites(self) -> dict[str, Any]:
        found = {"near": {"country": self.home.country, "model": "onshore"}}
        if self.offshore:
            found["far"] = {
                "country": self.away,
                "model": "offshore",
                **self.some(time_zone="Asia/Manila", activities=["voice", "records"]),
            }
        return found

    def scope(self) -> dict[str, Any]:
        where = ["far"] if self.offshore else ["near"]
        processes = {}
        for index, key in enumerate(self.processes):
            processes[key] = {
                "office": "front" if self.front and index == 0 else "back",
                "tasks": ["answer questions", "post entries"],
                "sites": where,
                "sla": ["speed", "quality"] if index == 0 else ["quality"],
                "responsible": {"customer": "owner", "provider": "lead"},
                "volume": {"baseline": 1000, "unit": "item", "per": "month"},
                **self.some(hours="office", excludes=["debt collection"]),
                **self.some(languages=[{"tag": "en-GB", "level": "C1"}]),
            }
        return {
            "processes": processes,
            **self.some(
                purpose="Run the desk so that the customer can grow.",
                customer_duties=["volume forecast by the 5th of each month"],
                excluded=["legal advice"],
                deliverables={"acceptance_days": 10, "rounds": 2},
                exclusivity={"kind": self.pick("none", "preferred", "exclusive")},
            ),
        }

    def levels(self) -> dict[str, Any]:
        weight = {"weight": 50} if self.method == "weighted" else {}
        credit = {}
        if self.method == "fixed_percent":
            credit = {
                "credit": self.pick("5 percent of monthly_charges", "4 percent of affected_charge")
            }
        critical = {"class": "critical", **weight, **credit} if self.method else {"class": "key"}
        proof = self.all_or_none(source="monthly report", min_sample=100)
        speed = {
            "kind": self.pick("response_time", "turnaround", "resolution_time"),
            "within": self.pick("20 seconds", "4 hours", "1 business_day"),
            "unit": "percent",
            "target": 90,
            "minimum": 85,
            **critical,
            **proof,
            **self.some(decimals=1, missing_data="excluded"),
        }
        quality = {
            **self.pick(
                {"kind": "csat", "scale": "4-5 of 5", "unit": "percent"},
                {"kind": "accuracy", "unit": "percent", "sample": "400 per month"},
                {"kind": "quality_score", "unit": "percent"},
                {"kind": "availability", "unit": "percent"},
            ),
            "target": 95,
            "minimum": 90,
            **critical,
            **proof,
        }
        metrics = {"speed": speed, "quality": quality}
        if self.chance(0.4):
            metrics["backlog"] = {"kind": "backlog", "class": "report_only", "target": 100}
        if self.method == "per_duration":
            metrics["delay"] = {
                "kind": "turnaround",
                "statistic": "max",
                "unit": "days",
                "target": 0,
            }
        found = {
            "metrics": metrics,
            **self.some(exclusions=["force_majeure", "customer_duty_missed"]),
        }
        if self.transition:
            found |= self.some(starts="2027-07-01")
        found |= self.some(review={"every": "12 months"})
        if self.method:
            found["credits"] = self.credits()
            found |= self.some(
                bonuses=self.bonuses(),
                termination_trigger={"any_critical": "below_minimum", "times": 3, "in_months": 6},
            )
        return found

    def bonuses(self) -> dict[str, Any]:
        award = {"metric": "quality", "at": 98, "pay": "1 percent of monthly_charges"}
        condition = self.some(
            condition="no_critical_below_minimum", cap="2 percent of monthly_charges"
        )
        return {"awards": [award], **condition}

    def credits(self) -> dict[str, Any]:
        own: dict[str, dict[str, Any]] = {
            "weighted": {"at_risk": f"{self.random.randint(8, 18)} percent of monthly_charges"},
            "fixed_percent": self.some(monthly_cap="20 percent of monthly_charges"),
            "table": {
                "table": [
                    {"achieved": 95, "rebate": "5 percent"},
                    {"achieved": 90, "rebate": "10 percent"},
                    {"achieved": 80, "rebate": "20 percent"},
                ],
                "base": "100 percent of monthly_charges",
            },
            "per_duration": {
                "per_duration": {
                    "metric": "delay",
                    "each": "8 hours",
                    "credit": "1 day",
                }
            },
            "per_event": {
                "per_event": {
                    "metric": "speed",
                    "event": "report delivered late",
                    "credit": 500,
                    "cap": 5000,
                }
            },
        }
        missed = self.method not in ("per_duration", "per_event")
        repeat = self.some(repeat={"months": 3, "multiplier": 1.5})
        return {
            "method": self.method,
            **own[self.method],
            **(repeat if missed else {}),
            **self.some(
                earn_back={"consecutive_months": 3, "at": "target", "restores": "100 percent"},
                on_exit=self.pick("cash", "lapse"),
                claim={"within": "30 days"},
                exclusive_remedy=self.chance(),
                nature=self.pick("price_adjustment", "liquidated_damages"),
                pay_by=self.pick("next_invoice", "cash", "credit_note", "30 days"),
            ),
        }

    def charge(self, key: str) -> dict[str, Any]:
        tiers = [{"up_to": 2000, "rate": "2.10"}, {"rate": "1.95"}]
        return self.pick(
            {"basis": "fixed", "amount": 9500, "per": "month"},
            {"basis": "per_unit", "rate": "2.10"},
            {"basis": "per_unit", "tiers": tiers, "bands": self.pick("marginal", "all_units")},
            {"basis": "fixed", "amount": 9500, "baseline": 1000, "additional_rate": "2.10",
             "reduced_rate": "1.45", "dead_band": "5 percent"},
            {"basis": "per_hour", "rate": "14.80"},
            {"basis": "per_fte", "rate": 2150},
            {"basis": "per_seat", "rate": 300, "count": "maximum"},
            {"basis": "per_lot", "rate": 120, "lot": 100},
            {"basis": "cost_plus", "margin": "12 percent", "cost": "salaries and rent",
             "expected": 46000},
            {"basis": "percent_of_revenue", "rate": "4 percent", "revenue": "collections posted",
             "expected": 500000},
            {"basis": "outcome", "rate": 21, "outcome": "claim paid within 45 days"},
            {"basis": "gain_share", "share": "60/40", "baseline_cost": 90000},
            {"basis": "retainer", "amount": 3200, "per": "month", "included_hours": 40,
             "overage_rate": 62},
        ) | {"process": key}  # fmt: skip

    def pricing(self) -> dict[str, Any]:
        charges = {key: self.charge(key) for key in self.processes}
        charges["management"] = {"basis": "fixed", "amount": 60000, "per": "month"}
        if self.transition:
            charges["transition"] = {"basis": "milestone", "total": 60000}
        invoicing = self.some(every="month", due="30 days", dispute_within="15 days",
                              late_interest="4 percent over base_rate", set_off=self.chance(),
                              latest_invoice="6 months", true_up="quarter")  # fmt: skip
        return {
            "charges": charges,
            **({"invoicing": invoicing} if invoicing else {}),
            **self.some(
                minimum_monthly=30000,
                volume_band={"percent": 15, "beyond": self.pick("renegotiate", "change_control")},
                indexation={"index": "CPI", "every": "12 months", "cap": "4 percent"},
                fx=self.exchange(),
                passthrough={"items": ["postage", "card fees"], "cap": 10000},
                benchmarking={"from_month": 18, "every": "18 months", "reduce_to": "median"},
                most_favoured=self.chance(),
                cost_register=self.register(),
                unexpected_costs={
                    "pre_approval_over": 500, "notice": "10 business_days", "annual_cap": 25000
                },
                rate_card={"analyst": 85},
                records=[self.pick("open_book", "audit", "certificate")],
            ),
        }  # fmt: skip

    def exchange(self) -> dict[str, Any]:
        method = self.pick("fixed", "collar", "spot", "provider_bears")
        collar = {"band": "5 percent", "beyond": "share_50_50"} if method == "collar" else {}
        return {"cost_currency": "PHP", "method": method, **collar}

    def register(self) -> dict[str, Any]:
        answers = {key: self.pick("included", "excluded", "rate_card") for key in REGISTER}
        taxes = {"vat": self.pick("included", "excluded"), "withholding": "provider"}
        return answers | {"currency": "included", "taxes": taxes}

    def plan(self) -> dict[str, Any]:
        training = {"course": "Product", "mode": "train_the_trainer", "trainers": 4, "trainees": 40}
        return {
            "start": "2027-01-04",
            "go_live": "2027-05-03",
            "milestones": {
                "ready": {"due": "2027-02-19", "owner": "lead", "test": "staff pass", "pays": 60000}
            },
            **self.some(
                long_stop="2027-08-02",
                delay_damages={"amount": 2500, "per": "week", "cap": 20000},
                knowledge_transfer={"items": ["SOP", "faq"], "owner": "owner"},
                training=[training],
                licences=[{"tool": "crm", "seats": 40, "held_by": "customer"}],
                ramp=[{"week": 2, "share": "50 percent"}, {"week": 4, "share": "100 percent"}],
                hypercare="4 weeks",
            ),
        }  # fmt: skip

    def pilot(self) -> dict[str, Any]:
        return {
            "start": "2027-03-01",
            "length": "2 months",
            "scope": [self.processes[0]],
            "metrics": ["quality"],
            "exit": [{"metric": "quality", "at_least": 90}],
            **self.some(
                volume_share="20 percent",
                fee=10000,
                check_ins={"every": "week", "owner": "lead", "attendees": ["owner"]},
                feedback_from=["provider_agents", "customer_staff"],
                if_failed={"extend_once": "1 month", "then": "customer_may_terminate_free"},
            ),
        }

    def protection(self) -> dict[str, Any]:
        health = self.industry in HEALTH
        phi = health and self.personal
        if not self.personal:
            return {"personal_data": False, **({"phi": {"in_scope": False}} if health else {})}
        regimes = list(self.home.regimes)
        card = self.chance(0.3)
        found: dict[str, Any] = {
            "personal_data": True,
            "roles": self.pick(
                {"customer": "controller", "provider": "processor"},
                {"customer": "processor", "provider": "sub_processor"},
            ),
            **self.all_or_none(
                subjects=["shoppers"],
                categories=["contact details"],
                subprocessors=self.pick(
                    "none",
                    [{"name": "Cloud Ltd", "country": self.home.country, "service": "hosting"}],
                ),
                subprocessor_notice="30 days",
                breach_notice="24 hours",
                retention="24 months",
                return_or_delete="30 days",
            ),
            **self.some(
                special_categories=self.pick("none", ["health data"]),
                purpose="answering questions",
                requests_within="5 days",
                audit_notice="20 business_days",
                card_data={"in_scope": False, "control": "pause_and_resume"},
            ),
        }
        if phi:
            regimes.append("hipaa")
            found["phi"] = {"in_scope": True, "categories": ["diagnoses"]}
            embedded = {"signed": "2027-01-02", "breach_notice": "12 hours"}
            precedence = self.pick("contract", "associate_agreement")
            separate = {
                "form": "separate", "signed": "2027-01-02",
                **self.some(name="Privacy Terms", precedence=precedence),
            }  # fmt: skip
            found["baa"] = self.pick(embedded, separate)
        if card:
            regimes.append("pci_dss")
            found["card_data"] = {"in_scope": True, "evidence": "AOC level 1"}
        if self.industry == "banking" and self.home.country in ZONES["gdpr"]:
            regimes.append("dora")
        transfers = self.transfers(regimes)
        for one in transfers:
            if one["mechanism"].startswith("scc"):  # the module is that of the roles
                is_processor = found["roles"]["customer"] == "processor"
                one["mechanism"] = "scc_p2p" if is_processor else "scc_c2p"
        return found | {"regimes": regimes} | ({"transfers": transfers} if transfers else {})

    def transfers(self, regimes: list[str]) -> list[dict[str, Any]]:
        zone = next((one for one in regimes if one in ZONES), "")
        if not self.offshore or not zone or self.away in ZONES[zone]:
            return []
        mechanism = self.pick(*MECHANISMS[zone])
        return [
            {"to": self.away, "mechanism": mechanism, **self.some(risk_assessment="2026-12-10")}
        ]

    def people(self) -> dict[str, Any]:
        return self.some(
            attrition_cap="35 percent",
            background_checks=True,
            remote_work=self.pick("allowed", "with_controls", "prohibited"),
            non_solicit="12 months",
            transferring_staff=self.pick("none", {"count": 14, "law": "TUPE 2006"}),
            customer_staff={"upskilling_budget": 30000, "redeployed_roles": 4},
        )

    def security(self) -> dict[str, Any]:
        return self.some(
            certifications=[{"standard": "iso_27001", "valid_until": "2031-06-30"}],
            encryption={"at_rest": "AES-256", "in_transit": "TLS 1.2+"},
            access={"mfa": True, "review": "3 months"},
            penetration_test="12 months",
            incident_notice="24 hours",
        )

    def continuity(self) -> dict[str, Any]:
        return self.all_or_none(rto="4 hours", rpo="1 hour", tests="12 months") | self.some(
            step_in=self.chance(),
            critical_third_parties=[{"name": "Cloud Ltd", "fallback": "Other Cloud Ltd"}],
        )

    def technology(self) -> dict[str, Any]:
        bot = {"use": "triage bot", "type": "ai", "disclosed_to_consumers": True,
               "human_handover": True, "trains_on_customer_data": False}  # fmt: skip
        return self.some(
            integrations=[{"system": "CRM", "method": "VPN"}],
            automation=self.pick(
                [bot], [{"use": "posting", "type": "rpa"}], [bot | {"saving_share": "50/50"}]
            ),
            escrow=self.chance(),
        )

    def scaling(self) -> dict[str, Any]:
        return self.some(
            ramp_up={"percent": 20, "notice": "45 days"},
            ramp_down={"percent": 15, "notice": "60 days"},
            forecast={"horizon": "14 weeks", "tolerance": "15 percent"},
            peak={"months": [11, 12], "uplift": "40 percent"},
        )

    def risk(self) -> dict[str, Any]:
        return self.some(
            liability_cap="300 percent of annual_charges",
            uncapped=["fraud", "death_injury"],
            indemnities=["data", "ip"],
            insurance=[{"type": "cyber", "amount": 5000000}],
            shared_risks=[{"risk": "wage inflation above 8 percent", "split": "50/50"}],
            confidentiality="5 years",
        )

    def trade(self) -> dict[str, Any]:
        bearer = self.pick("customer", "provider", "shared", "who_caused_them")
        finance = self.industry in FINANCE
        return (
            self.all_or_none(
                controls_report="SOC 1 Type 2, yearly",
                filing_calendar="remittance calendar",
                fines_bearer=bearer,
                licensed_preparer="a chartered accountant",
            )
            if finance
            else {}
        ) | self.some(
            recording="announced",
            complaints_within="5 business_days",
        )

    def governance(self) -> dict[str, Any]:
        meeting = {"every": "month", "owner": "lead", "attendees": ["owner"]}
        review = {"every": "quarter", "owner": "director", "attendees": ["sponsor"]}
        return self.some(
            meetings=self.pick({"status": meeting}, {"status": meeting, "review": review}),
            tools={"tickets": "Jira", **self.some(shared_calendar={"product": "Outlook"})},
            communication={"working_language": "en-GB", "reply_within": "1 business_day"},
            escalation=[
                {"customer": "owner", "provider": "lead", "within": "2 business_days"},
                {"customer": "sponsor", "provider": "director", "within": "5 business_days"},
            ],
            reports=[{"name": "level report", "every": "month", "owner": "lead"}],
            qa_audits={"every": "month", "sample": 400, "pass": "90 percent"},
            compliance_audits={"notice": "20 business_days", "per_year": 1},
            change_control={"impact_within": "10 business_days", "approver": "owner"},
            improvement=self.pick({"ideas_per_quarter": 2}, {"gain_share": "60/40"}),
        )

    def term(self) -> dict[str, Any]:
        fee = self.pick(
            {"kind": "none"},
            {"kind": "fixed", "amount": 50000},
            {"kind": "unamortised_transition" if self.transition else "none"},
            {"kind": "percent_of_remaining", "percent": "50 percent of remaining_charges"},
            {
                "kind": "by_contract_year",
                "by_year": [{"year": 1, "fee": "50 percent of annual_charges"}],
            },
            {"kind": "shortfall_days", "days": 180, "average_over": "180 days"},
            {"kind": "greater_of", "of": [5000, "10 percent of annual_charges"]},
        )
        by = self.pick("customer", "provider", "both")
        return {
            "initial": self.pick("24 months", "36 months", "3 years"),
            **self.some(
                renewal=self.pick(
                    {"kind": "auto", "length": "12 months", "notice": "90 days"},
                    {
                        "kind": "option",
                        "by": by,
                        "length": "12 months",
                        "max": 2,
                        "notice": "6 months",
                    },
                    {"kind": "evergreen", "notice": "90 days"},
                    {"kind": "none"},
                ),
                convenience={
                    "by": by,
                    "notice": "90 days",
                    **self.some(after="12 months", fee=fee),
                },
                cause={"cure": "30 days"},
                insolvency=self.chance(),
                change_of_control=self.chance(),
                force_majeure="60 days",
                exit=self.some(plan_due="6 months", assistance="6 months", data_return="30 days")
                or {"plan_due": "6 months"},
            ),
        }
