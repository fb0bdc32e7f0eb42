# ruff: noqa: E501 - one case a line is easiest to read
import pytest

from contract_kit.findings import Severity
from contract_kit.spec import RULES
from contract_kit.spec.rules.registry import REGISTERED
from tests.spec_samples import MINIMAL, SUPPORT, changed, findings, place

E, W = Severity.ERROR, Severity.WARNING

# code, severity, what is written instead of what, the passage where the finding stands (or "")
FEE = "fee: {kind: unamortised_transition}"
MILESTONES = "    transition: {basis: milestone, total: 60000}\n"
FIRES = [
    ("V01", E, ("sla: [refund_error_rate, refund_turnaround]", "sla: [refund_error_rate, speed]"), "speed]"),
    ("V01", E, ("owner: sponsor", "owner: spnsor"), "spnsor"),
    ("V01", E, ("covers: [knowledge_articles, reporting", "covers: [knowledge_articles, reportng"), "reportng"),
    ("V01", E, ("{phone_service_level: 78", "{fone_service_level: 78"), "78, email"),
    ("V141", E, ("contract_kit: 1\n", "contract_kit: 1\nclauses:\n  sla.bonus: {exclude: not wanted}\n"), "not wanted"),
    ("V170", E, ("  effective_date: 2027-01-04", "  attaches_to: {title: Master Agreement, date: 2028-01-01}\n  effective_date: 2027-01-04"), "2028-01-01}"),
    ("V02", E, ("  - {tool: acd, product", "  - {tool: crm, product"), "crm, product: Genesys"),
    ("V03", E, ("      sla: none  # needs sla_reason\n", ""), "knowledge_articles:"),
    ("V03", E, ("      sla_reason: drafted on request; judged by acceptance\n", ""), ""),
    ("V04", E, ("provider: delivery_lead", "provider: contract_owner"), ""),
    ("V05", E, ("party: provider", "party: customer"), ""),
    ("V06", W, ("      sla: [email_first_response, csat]", "      sla: [csat]"), "email_first_response:\n      kind"),
    ("V06", W, ("      office: front\n", ""), "voice:\n      tasks"),
    ("V07", E, ("target: 5\n", "target: 9\n"), "9\n      minimum: 8"),
    ("V07", E, ("kind: error_rate", "kind: custom"), "refund_error_rate:\n      kind"),
    ("V08", E, ("target: 98\n", "target: 101\n"), "101"),
    ("V08", E, ("target: 35\n", "target: 135\n"), "135"),
    ("V08", E, ("      scale: 4-5 of 5\n", ""), "csat:\n      kind"),
    ("V09", E, ("pool: 100 ", "pool: 110 "), "110"),
    ("V09", E, ("class: key\n", "class: key\n      weight: 5\n"), "5\n      within: 2"),
    ("V10", E, ("share: 50}", "share: 150}"), "100}"),
    ("V10", E, ("{when: below_target, share: 50}", "{when: below_minimum, share: 50}"), ""),
    ("V10", E, ("    tiers:\n      - {when: below_target, share: 50}\n      - {when: below_minimum, share: 100}",
                "    tiers:\n      - {from: 0, to: 2, share: 50}\n      - {from: 3, share: 100}"), "3, share: 100"),
    ("V10", E, ("    pool: 100 ", "    table: [{achieved: 95, rebate: 10 percent}, {achieved: 97, rebate: 20 percent}]\n    pool: 100 "), "97, rebate"),
    ("V10", E, ("    pool: 100 ", "    table: [{achieved: 95, rebate: 10 percent}, {achieved: 90, rebate: 5 percent}]\n    pool: 100 "), "5 percent}]"),
    ("V10", E, ("    pool: 100 ", "    method: per_event\n    pool: 100 "), "credits:"),
    ("V11", E, ("monthly_cap: 12", "monthly_cap: 11"), "12 percent of monthly_charges\n    pool"),
    ("V11", W, ("at_risk: 12", "at_risk: 2"), "2 percent of monthly_charges\n    pool"),
    ("V12", E, ("liability_cap: 150", "liability_cap: 1"), ""),
    ("V13", E, ("{metric: csat, at: 92", "{metric: csat, at: 80"), ""),
    ("V13", W, ("cap: 2.5 percent of", "cap: 25 percent of"), ""),
    ("V14", E, ("at: target", "at: minimum"), "minimum, restores"),
    ("V14", E, ("consecutive_months: 3", "consecutive_months: 1"), "1, at: target"),
    ("V15", E, ("times: 3\n", "times: 7\n"), "7\n    in_months"),
    ("V16", E, ("      min_sample: 300\n", ""), "csat:\n      kind"),
    ("V17", E, ("[knowledge_articles, reporting", "[reporting"), "knowledge_articles:\n      office"),
    ("V17", E, ("rate: 0.95", "unit: item"), "refunds: {basis"),
    ("V18", E, ("expected_monthly: 215750", "expected_monthly: 215000"), "215000"),
    ("V18", E, ("minimum_monthly: 172600", "minimum_monthly: 272600"), "272600"),
    ("V19", E, ("up_to: 30000", "up_to: 10000"), "10000"),
    ("V19", E, ("{rate: 1.80}", "{up_to: 40000, rate: 1.80}"), "40000"),
    ("V19", E, ("{up_to: 20000, rate: 2.10}", "{rate: 2.10}"), ""),
    ("V19", W, ("rate: 1.80", "rate: 2.80"), "2.80"),
    ("V20", E, ("minimum_monthly: 172600", "minimum_monthly: 172600 USD"), "172600 USD"),
    ("V20", W, ("    currency: fx_clause\n", ""), ""),
    ("V21", E, ("floor: 0 percent", "floor: 5 percent"), "4 percent\n    floor"),
    ("V21", E, ("first: 2028-01-04", "first: 2061-01-04"), "2061-01-04"),
    ("V22", W, ("    recruitment: included\n", ""), "cost_register:"),
    ("V23", E, ("    notice: 10 business_days\n", ""), "unexpected_costs:"),
    ("V24", E, ("pays: 15000", "pays: 14000"), "60000"),
    ("V25", E, ("long_stop: 2027-08-02", "long_stop: 2027-05-03"), "2027-05-03\n  delay"),
    ("V25", W, ("    cap: 20000\n", ""), "delay_damages:"),
    ("V25", W, ("    cap: 20000\n", "    cap: 70000\n"), "70000"),
    ("V26", E, ("go_live: 2027-05-03", "go_live: 2026-05-03"), "2026-05-03"),
    ("V26", E, ("due: 2027-01-22", "due: 2027-06-22"), "2027-06-22"),
    ("V26", E, ("starts: 2027-06-01", "starts: 2027-04-01"), "2027-04-01"),
    ("V27", E, ("metrics: [email_first_response, csat, refund_error_rate]", "metrics: [csat, refund_error_rate]"), ""),
    ("V27", W, ("length: 2 months", "length: 8 months"), "8 months\n  scope"),
    ("V27", W, ("at_least: 84", "at_least: 94"), ""),
    ("V27", W, ("[provider_agents, customer_stakeholders]", "[provider_agents]"), "feedback_from"),
    ("V28", E, ("trainers: 6", "trainers: 1"), "1\n      trainees"),
    ("V29", W, ("  integrations:", "  integrations:\n    - {system: Oracle, method: VPN}"), "Oracle"),
    ("V30", E, ("attendees: [contract_owner]", "attendees: [quality_lead]"), ""),
    ("V30", W, ("    qbr:\n      every: quarter", "    qbr:\n      every: year"), "meetings:\n    weekly"),
    ("V31", W, ("holidays: [GB-ENG, PH, PT]", "holidays: [GB-ENG, PH]"), "holidays: [GB-ENG, PH]"),
    ("V32", E, ("within: 5 business_days", "within: 1 business_day"), ""),
    ("V32", W, ("    sponsor: true\n", ""), ""),
    ("V33", E, ("notice: 6 months", "notice: 18 months"), "18 months\n  convenience"),
    ("V33", W, ("notice: 6 months", "notice: 12 months"), "12 months\n  convenience"),
    ("V33", E, ("after: 12 months", "after: 36 months"), ""),
    ("V34", E, ("model: nearshore", "model: onshore"), "onshore"),
    ("V35", E, ("mechanism: uk_idta", "mechanism: scc_c2p"), "scc_c2p"),
    ("V35", E, ("{to: PT, mechanism: adequacy,", "{to: BR, mechanism: adequacy,"), "BR"),
    ("V35", W, ("risk_assessment: 2026-12-10", "risk_assessment: 2027-12-10"), "2027-12-10"),
    ("V36", E, ("industries: [customer_service]", "industries: [customer_service, healthcare_billing]"), "data_protection:"),
    ("V36", E, ("  retention: 24 months", "  phi: {in_scope: true}\n  retention: 24 months"), ""),
    ("V37", E, ("in_scope: false", "in_scope: true"), ""),
    ("V37", W, ("  card_data:\n    in_scope: false\n    control: pause_and_resume\n", ""), ""),
    ("V38", E, ("  subjects: [shoppers]\n", ""), "data_protection:"),
    ("V38", E, ("breach_notice: 24 hours", "breach_notice: 96 hours"), "96 hours"),
    ("V38", W, ("breach_notice: 24 hours", "breach_notice: 60 hours"), "60 hours"),
    ("V39", W, ("valid_until: 2028-06-30", "valid_until: 2028-07-30"), "2028-07-30"),
    ("V39", W, ("sites: [manila, porto]", "sites: [manila]"), ""),
    ("V40", E, ("  rto: 4 hours\n", ""), "continuity:"),
    ("V40", W, ("alternate_site: porto", "alternate_site: manila"), "manila\n"),
    ("V41", E, ("      human_handover: true\n", ""), ""),
    ("V42", E, ("split: 50/50", "split: 50/40"), ""),
    ("V43", E, ("data_super_cap: 5000000", "data_super_cap: 500"), ""),
    ("V44", W, ("industries: [customer_service]", "industries: [payroll]\n"), ""),
    ("V45", W, ("    - customer_duty_missed\n", ""), "customer_duties:"),
    ("V46", E, ("lock_in: 12 months", "lock_in: 48 months"), "48 months"),
    ("V47", E, ("expected_saving: 21.5", "expected_saving: 25"), ""),
    ("V48", W, ("overlap_hours: 4", "overlap_hours: 9"), "retail\n"),
    ("V60", E, ("    pool: 100 ", "    reading: linear\n    pool: 100 "), "linear\n    pool"),
    ("V61", E, ("    pool: 100 ", "    per_event: [{metric: csat, credit: 500}]\n    pool: 100 "), "csat, credit: 500"),
    ("V190", E, ("      repeat_window", "      statistic: p90\n      repeat_window"), "fcr:\n      kind"),
    ("V62", E, ("      repeat_window", "      percentile: nearest_rank\n      repeat_window"), "nearest_rank\n      repeat"),
    ("V63", E, ("at_risk: 12 percent of monthly_charges", "at_risk: 12 percent of remaining_charges"), "12 percent of remaining"),
    ("V70", E, ("rate: 0.95", "rate: 0.95, dead_band: 7.5 percent"), "7.5 percent}"),
    ("V150", E, ("courts: London", "courts: London\n  arbitration: {rules: LCIA, seat: London}"), "London\n  arbitration"),
    ("V04", E, ("approver: contract_owner", "approver: account_lead"), "account_lead\n    price_from"),
    ("V152", E, ("courts: London", "courts: London\n  notices_by: email"), ""),
    ("V153", E, ("country: GB\n", "country: GB\n    affiliates_may: sign\n"), "sign\n"),
    ("V154", E, ("  language: en-GB", "  language: de-DE"), "de-DE"),
    ("V157", W, ("    process_agent: {name: Quayside Agents Ltd, address: \"1 Quay St, London E1 4AX\"}\n", ""), "provider:\n    name: Bayanihan"),
    ("V151", W, ("courts: London", "courts: Paris"), "Paris\n"),
    ("V80", E, (FEE, "fee: {kind: fixed}"), ""),
    ("V80", E, (FEE, "fee: {kind: none, days: 30}"), ""),
    ("V80", E, (FEE, "fee: {kind: fixed, amount: 5 percent}"), ""),
    ("V80", E, (FEE, "fee: {kind: fixed, amount: 5 percent of affected_charge}"), ""),
    ("V80", E, (FEE, "fee: {kind: unamortised_transition, average_over: 6 months}"), ""),
    ("V80", E, (FEE, "fee: {kind: average_months, months: 3}"), ""),
    ("V80", E, (FEE, "fee: {kind: fixed, amount: 5, minimum_counts: true}"), ""),
    ("V80", E, (FEE, "fee: {kind: fixed, amount: 5, paid_by: provider}"), ""),
    ("V80", E, (FEE, "fee: {kind: by_months_left, by_months_left: [{at_least: 3, fee: 1}, {at_least: 6, fee: 2}]}"), ""),
    ("V80", E, (FEE, "fee: {kind: sum_of, of: [5]}"), ""),
    ("V80", E, (FEE, "fee: {kind: by_phase, by_phase: [{phase: pilot, fee: 1}, {phase: pilot, fee: 2}]}"), ""),
    ("V80", E, (FEE, "fee: {kind: declining, amount: 5, over: 90 days}"), ""),
    ("V81", E, ("amount: 2500\n", "amount: 2 percent\n"), ""),
    ("V81", E, ("per: week\n    cap", "per: quarter\n    cap"), ""),
    ("V81", E, ("cap: 20000\n", "cap: 20000\n    grace: 3 business_days\n"), ""),
    ("V82", E, ("  go_live: 2027-05-03\n", "  go_live: 2027-05-03\n  holdback: 100 percent\n"), ""),
    ("V82", E, ("pilot:\n", "pilot:\n  fee: 9\n  instalments: [4, 4]\n"), ""),
    ("V82", E, ("pilot:\n", "pilot:\n  guarantee: {amount: 9, per: week}\n"), ""),
    ("V83", E, ("kind: option\n    by", "kind: none\n    by"), ""),
    ("V83", E, ("max: 2\n", "max: 0\n"), ""),
    ("V83", E, (FEE, "provider_notice: 6 months"), ""),
    ("V87", E, ("scope:\n", "industry: {complaints_within: 5 days}\nscope:\n"), ""),
    ("V93", E, (MILESTONES, MILESTONES + "    extra: {basis: computed, formula: {price: 1 +, example: {}}}\n"), ""),
    ("V94", E, (MILESTONES, MILESTONES + "    extra: {basis: computed, formula: {price: 1 GBP, inputs: {a: {title: A, each: month}}, example: {values: {a: 1}}}}\n"), ""),
    ("V95", E, (MILESTONES, MILESTONES + "    extra: {basis: computed, formula: {price: 1 GBP, example: {result: 2}}}\n"), ""),
    ("V86", E, ("scope:\n", "scope:\n  exclusivity: {kind: none, minimum_share: 5 percent}\n"), ""),
    ("V84", E, ("title: Head of Customer Care\n", "title: Head of Customer Care\n    lock_in: 6 months\n"), ""),
    ("V70", E, ("rate: 0.95", "rate: 0.95, bands: marginal"), "marginal}"),
    ("V70", E, ("  volume_band:", "  free_units: {voice: 5 per week}\n  volume_band:"), "5 per week"),
    ("V71", E, ("rate: 0.95", "rate: 9.5 percent"), "9.5 percent}"),
    ("V71", E, ("minimum_monthly: 172600", "minimum_monthly: 80 percent of annual_charges"), "80 percent of annual"),
    ("V72", E, ("    transition: {basis: milestone, total: 60000}", "    transition: {basis: milestone, total: 60000}\n    fees: {basis: instalments, total: 5, instalments: [{due: 2027-03-01, amount: 4}]}"), "5, inst"),
    ("V73", E, ("    set_off: true\n", "    set_off: true\n    on_account: 5\n"), "5\n    latest"),
    ("V73", E, ("    set_off: true\n", "    set_off: true\n    late_interest_per: month\n"), "month\n    latest"),
    ("V74", E, ("    cap: 4 percent\n", "    cap: 4 percent\n    lesser_of: 3 percent\n"), "4 percent\n    lesser"),
    ("V75", E, ("method: collar\n", "method: spot\n"), "5 percent\n    reference"),
    ("V158", E, ("name: Bayanihan Connect Inc.", "name: the Customer"), "the Customer"),
    ("V159", E, ("excludes: [outbound sales", "excludes: [Order status"), ""),
    ("V198", E, ("initial: 36 months", "initial: 0 months"), "0 months"),
    ("V197", E, ("governing_law: England and Wales", "governing_law: English law"), "English law"),
    ("V76", E, ("minimum_monthly: 172600\n", "minimum_monthly: 172600\n  shortfall: 50 percent\n"), "50 percent\n  rate_card"),
    ("V130", E, ("mechanism: uk_idta", "mechanism: uk_idta, importer: Nobody Ltd"), "Nobody Ltd"),
    ("V131", E, ("{to: PT, mechanism: adequacy,", "{to: PT, mechanism: dpf,"), "dpf,"),
    ("V132", W, ("mechanism: uk_idta", "mechanism: bcr"), ""),
    ("V133", E, ("mechanism: uk_idta", "mechanism: scc_p2p"), "scc_p2p"),
    ("V134", E, ("  subprocessor_notice:", "  uk_transfers: {ended_by: both}\n  subprocessor_notice:"), "both}"),
    ("V135", E, ("uncapped: [fraud,", "uncapped: [deceit, fraud,"), "fraud, death"),
    ("V136", E, ("uncapped: [fraud,", "uncapped: [data_protection, fraud,"), "data_protection, fraud"),
    ("V137", W, ("governing_law: England and Wales", "governing_law: Ruritania"), "Ruritania"),
    ("V156", E, ("length: 2 months", "length: 65 days"), "65 days\n  scope"),
    ("V155", E, ("  retention: 24 months", "  baa: {name: Terms}\n  retention: 24 months"), "Terms}"),
    ("V192", W, ("volume_above_forecast: 145 percent", "volume_above_forecast: 115 percent"), ""),
    ("V193", W, ("      kind: abandonment_rate\n      window: retail\n", "      kind: abandonment_rate\n"), ""),
    ("V194", W, ("target: 0.5\n      minimum: 1.0\n      weight: 10\n      sample: 400 per month\n",
                 "target: 0.999\n      minimum: 1.0\n      weight: 10\n"), "0.999"),
    ("V195", W, ("  volume_band:\n    percent: 20\n", "  volume_band:\n    percent: 15\n"), "15\n    beyond"),
    ("V196", W, ("      basis: fixed\n      from: 2027-05-03\n", "      basis: fixed\n"), ""),
    ("V76", E, ("minimum_monthly: 172600\n", "minimum_schedule: [{from_month: 1, amount: 5}, {from_month: 3, amount: 6}]\n"), "3, amount"),
]  # fmt: skip


def _edited(code, edit):
    if code == "V20" and "fx_clause" in edit[0]:
        start, end = SUPPORT.index("  fx:\n"), SUPPORT.index("  benchmarking:")
        return changed(SUPPORT[:start] + SUPPORT[end:], edit)
    if code == "V05":
        return SUPPORT.replace(*edit)
    if code == "V134":
        return changed(SUPPORT, edit, ("mechanism: uk_idta", "mechanism: bcr"))
    if code == "V87":
        named = "    phone_service_level:\n      title: Complaints answered\n"
        return changed(SUPPORT, edit, ("    phone_service_level:\n", named))
    return changed(SUPPORT, edit)


@pytest.mark.parametrize(("code", "severity", "edit", "passage"), FIRES)
def test_a_rule_fires(code, severity, edit, passage):
    text = _edited(code, edit)
    found = [one for one in findings(text) if one.id == code and one.severity == severity]
    assert found, [str(one) for one in findings(text)]
    if passage:
        places = [(one.location.line, one.location.column) for one in found]
        assert place(text, passage) in places
    assert ";" in found[0].message


def test_every_rule_of_a_spec_is_tried():
    tried = {"V142", *(code for code, _, _, _ in FIRES)}
    elsewhere = {code for code, one in RULES.items() if one.room == "assemble"} | {
        "field",
        "yaml",
        "assumption",
    }
    assert tried | elsewhere == set(RULES)


def test_a_pilot_speaks_of_credits_only_where_there_are_some():
    levels = SUPPORT[SUPPORT.index("  credits:") : SUPPORT.index("pricing:\n")]
    found = findings(changed(SUPPORT, (levels, "")))
    assert [one.id for one in found if "credits_apply" in one.message] == ["V142"]


@pytest.mark.parametrize("code", sorted(set(RULES) - {"V29", "V39", "V40"}))
def test_a_rule_is_silent_on_a_sound_spec(code):
    assert code not in SOUND


SOUND = {one.id for one in findings(SUPPORT)}
MENDED = changed(
    SUPPORT,
    ("system: ERP refunds API, method: VPN", "system: ERP refunds API, method: VPN, licence: not_needed"),
    ("valid_until: 2028-06-30", "valid_until: 2030-06-30"),
    ("alternate_site: porto", "alternate_site: cebu"),
    ("  porto:\n    country", "  cebu: {country: PH, model: offshore}\n  porto:\n    country"),
    ("sites: [manila, porto]\n    - {standard: soc2", "sites: [manila, porto, cebu]\n    - {standard: soc2"),
)  # fmt: skip


def test_the_warned_rules_are_silent_once_mended():
    assert findings(MENDED) == ()


def test_every_code_is_registered_where_its_room_says():
    registered = {one.code for one in REGISTERED}
    assert registered == {
        code for code, one in RULES.items() if one.room == "spec" and code.startswith("V")
    }


def test_completeness_rules_are_marked_in_the_table():
    assert {one.code for one in REGISTERED if one.completeness} == {
        code for code, one in RULES.items() if one.completeness
    }


def test_a_completeness_rule_warns_while_nothing_is_given_and_errs_once_something_is():
    assert {one.severity for one in findings(MINIMAL) if one.id == "V40"} == {W}
    begun = MINIMAL + "continuity: {rto: 4 hours}\n"
    assert {one.severity for one in findings(begun) if one.id == "V40"} == {E}


DATA = MINIMAL[MINIMAL.index("data_protection:") : MINIMAL.index("term:")]


@pytest.mark.parametrize("trade", ["payroll", "bookkeeping", "customer_service"])
def test_a_trade_of_personal_data_answers_for_them(trade):
    text = changed(MINIMAL, ("industries: [payroll]", f"industries: [{trade}]"))
    silent = changed(text, (DATA, ""))
    (found,) = [one for one in findings(silent) if one.id == "V38"]
    assert found.severity == W
    assert f"{trade.replace('_', ' ')} handles personal data" in found.message
    answered = changed(text, (DATA, "data_protection: {personal_data: false}\n"))
    assert not [one for one in findings(answered) if one.id == "V38"]


def test_health_care_is_asked_once():
    health = ("industries: [payroll]", "industries: [medical_transcription]")
    found = findings(changed(MINIMAL, (DATA, ""), health))
    assert {one.id for one in found} & {"V36", "V38"} == {"V36"}


def test_personal_data_have_a_controller_and_a_processor():
    roles = "  roles:\n    customer: controller\n    provider: processor\n"
    found = findings(changed(MINIMAL, (roles, "")))
    (message,) = [one.message for one in found if one.id == "V38"]
    assert message.startswith("personal data are in scope")


def test_a_trade_without_personal_data_is_not_asked():
    other = ("industries: [payroll]", "industries: [manufacturing]")
    assert not [one for one in findings(changed(MINIMAL, (DATA, ""), other)) if one.id == "V38"]
