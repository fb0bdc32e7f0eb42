"""Every rule code with its title, severity and text: what `explain V19` prints."""

from __future__ import annotations

from dataclasses import dataclass

from contract_kit.findings import Severity

_E, _W = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its gravest severity and what it asks for.

    `room` is where it is checked. A completeness rule warns while nothing it asks for is given and
    is an error once something is, or with `--strict`.
    """

    id: str
    title: str
    severity: Severity
    text: str
    room: str = "spec"
    completeness: bool = False


def _table(*rules: Rule) -> dict[str, Rule]:
    return {rule.id: rule for rule in rules}


RULES: dict[str, Rule] = _table(
    Rule(
        "yaml",
        "The file is readable YAML",
        _E,
        "A spec is one YAML 1.2 document in UTF-8: no tabs as indents, no tags, 2 MB and 40 "
        "levels at most.",
    ),
    Rule(
        "field",
        "Every field is known and well formed",
        _E,
        "A key must be one of the vocabulary, a required key must stand there, and its value "
        "must be of the kind the key asks for.",
    ),
    Rule(
        "assumption",
        "Nothing is left to a default",
        _E,
        "With --strict: how a table is read between rows, how a percentile is found, whether the "
        "first hour counts, to how many decimals levels are rounded and which calendar counts.",
    ),
    Rule(
        "V01",
        "Every reference resolves",
        _E,
        "Where a field names a role, site, calendar, process, metric or standard label, that "
        "name must exist.",
    ),
    Rule(
        "V02",
        "Names are unique",
        _E,
        "A key stands once in its map, and a name once in a list: of reports, licences or "
        "suppliers, or of metrics, sites, processes or roles that are named.",
    ),
    Rule(
        "V03",
        "Each process is measured",
        _E,
        "A process names its metrics under sla, or says none and gives sla_reason.",
    ),
    Rule(
        "V04",
        "Responsible roles are on the right side",
        _E,
        "A role named for the customer belongs to the customer, one named for the provider to "
        "the provider.",
    ),
    Rule(
        "V05",
        "Each party has a role",
        _E,
        "Somebody must act for the customer and somebody for the provider.",
    ),
    Rule(
        "V06",
        "Metrics and offices are used",
        _W,
        "A metric that no process names measures nothing (report_only ones may stand alone), "
        "and a process says whether it is front or back office.",
    ),
    Rule(
        "V07",
        "Targets are at least as good as minimums",
        _E,
        "By the metric's direction the target may not be worse than the minimum.",
    ),
    Rule(
        "V08",
        "Levels are possible",
        _E,
        "A percentage lies from 0 to 100, a net promoter score from -100 to 100, and a csat "
        "metric says which answers count as good.",
    ),
    Rule(
        "V09",
        "Weights add up to the pool",
        _E,
        "The weights of the critical metrics add up to credits.pool; other metrics have no weight.",
    ),
    Rule(
        "V10",
        "Tiers leave no gap and never reward a worse month",
        _E,
        "Tiers and tables are ordered, contiguous and do not overlap; worse performance never "
        "costs less.",
    ),
    Rule(
        "V11",
        "The amount at risk fits the cap",
        _E,
        "at_risk is no more than monthly_cap; a share outside 5 to 20 percent is unusual.",
    ),
    Rule(
        "V12",
        "Caps fit each other over a year",
        _E,
        "annual_cap is no more than twelve monthly caps, and a year's amount at risk is no "
        "more than the liability cap.",
        "settle",
    ),
    Rule(
        "V13",
        "Bonuses are real and balanced",
        _E,
        "A bonus level is better than the target; a bonus cap above the amount at risk, and "
        "credits without bonuses or the reverse, are unusual.",
        "settle",
    ),
    Rule(
        "V14",
        "Credits are earned back by good months",
        _E,
        "Earn-back asks for the target or better, for two months or more.",
    ),
    Rule(
        "V15",
        "Repetitions fit their window",
        _E,
        "The number of misses is no more than the months they are counted over.",
    ),
    Rule(
        "V16",
        "Critical metrics can be proved",
        _W,
        "A critical metric names its source and, if it is a survey, its smallest sample.",
        completeness=True,
    ),
    Rule(
        "V17",
        "Every process is paid for",
        _E,
        "A charge names each process, as process or in covers, and gives what its basis needs.",
    ),
    Rule(
        "V18",
        "The expected monthly sum is right",
        _E,
        "expected_monthly equals the sum computed from baselines and prices, and the minimum "
        "is no more than it.",
        "settle",
    ),
    Rule(
        "V19",
        "Price bands ascend",
        _E,
        "Each band ends higher than the one before, the last one is open; a price that rises "
        "with volume is unusual.",
    ),
    Rule(
        "V20",
        "One currency, and exchange risk is answered",
        _E,
        "Every amount is in the contract's currency. Where the provider's home currency "
        "differs, fx or the cost register says who bears movements.",
    ),
    Rule(
        "V21",
        "Indexation is bounded",
        _E,
        "The cap is no less than the floor, and the first review lies within the term.",
    ),
    Rule(
        "V22",
        "Every standard hidden cost is answered",
        _W,
        "The cost register says who bears each of the twelve standard items.",
        completeness=True,
    ),
    Rule(
        "V23",
        "Unexpected costs are bounded",
        _W,
        "They need an approval limit, a notice and a yearly cap.",
        completeness=True,
    ),
    Rule(
        "V24",
        "Milestones pay the transition charge",
        _E,
        "What the milestones pay adds up to the total of the milestone charges.",
    ),
    Rule(
        "V25",
        "Delay is bounded",
        _E,
        "The long stop lies after go-live; delay damages without a cap, or with one above the "
        "transition charge, are unusual.",
    ),
    Rule(
        "V26",
        "Dates follow each other",
        _E,
        "Effective date, start, milestones, go-live, long stop and end of term come in this "
        "order; service levels start at go-live or later.",
    ),
    Rule(
        "V27",
        "The pilot can be passed",
        _E,
        "Exit tests use the pilot's metrics. A pilot of one to three months, with check-ins "
        "every two weeks, tests no harder than the target and feedback from both sides is "
        "usual.",
    ),
    Rule(
        "V28",
        "Trainers are fewer than trainees",
        _E,
        "A train-the-trainer course has two trainers or more, and more trainees than trainers.",
    ),
    Rule(
        "V29",
        "Interfaces have licences",
        _W,
        "Each system of technology.integrations has a row in transition.licences, or says it "
        "needs none.",
    ),
    Rule(
        "V30",
        "Both sides meet",
        _E,
        "Both parties attend each meeting; a weekly or monthly status and a quarterly or "
        "half-yearly review are usual.",
    ),
    Rule(
        "V31",
        "The shared calendar shows every holiday",
        _W,
        "It holds the holidays of each country with a site.",
    ),
    Rule(
        "V32",
        "Escalation climbs",
        _E,
        "Each step gives more time than the one below, and the last one reaches the sponsor.",
    ),
    Rule(
        "V33",
        "Notices fit the term",
        _E,
        "The notice of renewal is shorter than the term and the renewal; leaving for "
        "convenience begins before the first term ends.",
    ),
    Rule(
        "V34",
        "Onshore means the customer's country",
        _E,
        "A site is onshore if and only if it is in the customer's country.",
    ),
    Rule(
        "V35",
        "Data transfers have a lawful mechanism",
        _E,
        "Where personal data reach a country outside the regime's zone (of a spec without regimes: "
        "outside the customer's), a transfer names a mechanism of that regime for each importer "
        "there; its country is a site, a sub-processor's or the provider's; its risk is assessed "
        "before the first access. A mechanism that no regime of the contract knows is an error.",
    ),
    Rule(
        "V36",
        "Health information is covered",
        _E,
        "With phi in scope the regimes hold hipaa, and a separate business associate agreement "
        "is signed before the start; health care industries say whether phi is in scope. American "
        "billing has a site at home for the work of payers that allow none abroad.",
    ),
    Rule(
        "V37",
        "Card data and recordings are covered",
        _E,
        "With card data in scope the regimes hold pci_dss and its evidence is named; customer "
        "service says how payments and recordings are treated.",
    ),
    Rule(
        "V38",
        "A processor's duties are complete",
        _W,
        "Where the provider is a processor: subjects, categories, sub-processors and their "
        "notice, breach notice, retention and return. A breach notice above 48 hours is long, "
        "above 72 an error. Trades that handle personal data (payroll, bookkeeping, tax, customer "
        "service, banking, insurance, telecoms) say whether this contract does, and in what roles.",
        completeness=True,
    ),
    Rule(
        "V39",
        "Certificates last",
        _W,
        "A certificate is valid to the end of the term and covers each site.",
    ),
    Rule(
        "V40",
        "Continuity is planned and tested",
        _W,
        "rto, rpo and a test each year are given; the alternate site is no primary site.",
        completeness=True,
    ),
    Rule(
        "V41",
        "AI answers its three questions",
        _E,
        "Each use of AI says whether people are told, whether they reach a human and whether "
        "it learns from the customer's data.",
    ),
    Rule(
        "V42",
        "Shares add up to 100",
        _E,
        "The two shares of anything shared add up to 100.",
    ),
    Rule(
        "V43",
        "The data cap is the higher one",
        _E,
        "data_super_cap is no less than the liability cap; insurance below the cap is unusual.",
        "settle",
    ),
    Rule(
        "V44",
        "Industries have their proof",
        _W,
        "Payroll and bookkeeping name a SOC 1 or ISAE 3402 report, a filing calendar and who "
        "bears fines; tax names a licensed preparer.",
        completeness=True,
    ),
    Rule(
        "V45",
        "Customer duties give relief",
        _W,
        "Where the customer has duties, exclusions of service levels that are given hold "
        "customer_duty_missed.",
    ),
    Rule(
        "V46",
        "Lock-ins end with the term",
        _E,
        "A lock-in is no longer than the first term.",
    ),
    Rule(
        "V47",
        "The saving is what the prices give",
        _E,
        "expected_saving lies within half a point of the saving computed from the charges.",
        "settle",
    ),
    Rule(
        "V48",
        "Shifts overlap",
        _W,
        "The hours of each process overlap the customer's day by overlap_hours or more.",
    ),
    Rule(
        "V49",
        "Mandatory clauses are left out for a reason",
        _E,
        "Leaving out a mandatory clause needs exclude with a reason, and approved_by.",
        "assemble",
    ),
    Rule(
        "V50",
        "A price adjustment is never called a penalty",
        _W,
        "With nature price_adjustment, clause texts and custom terms do not speak of penalties.",
        "assemble",
    ),
    Rule(
        "V85",
        "A figure of a clause is one that it prints",
        _E,
        "clauses.ID.figures names figures that the wording printed supplies, each in the kind of "
        "the library's own; a figure that a field of the spec gives is set there.",
        "assemble",
    ),
    Rule(
        "V87",
        "One figure stands in one place",
        _E,
        "What a metric states (how many records are coded right, when complaints are answered) is "
        "not stated a second time under industry.",
    ),
    Rule(
        "V60",
        "Credits use the fields of their method",
        _E,
        "A field of credits stands only where a metric's rule uses it: tiers with "
        "method weighted, table and reading with rebate tables, base with percentages that name "
        "none, repeat with missed levels, pool with weights; a metric's table, "
        "credit and credit_when where it carries credits.",
    ),
    Rule(
        "V61",
        "Credits by event and by duration fit their metric",
        _E,
        "Such a rule names a metric that counts its events or measures its time, in units that "
        "can be compared; bands, or first and each with their credits, not both; one rebate table "
        "serves metrics of one direction.",
    ),
    Rule(
        "V62",
        "Metrics use the fields of their kind",
        _E,
        "within, planned_outages, severities, short_abandon, percentile, first_hour, "
        "failures_in_month and small_volume stand only where the kind, statistic or unit of the "
        "metric uses them.",
    ),
    Rule(
        "V63",
        "Percentages of credits and bonuses have a base",
        _E,
        "Credits, caps and bonuses are percentages of sums that a month has; a credit in service "
        "time is in hours, days or weeks; what is earned back is a share of the credit.",
    ),
    Rule(
        "V70",
        "A charge uses the fields of its basis",
        _E,
        "Each field of a charge works with some bases and is refused with the others; some need "
        "another beside them. Free units name a process or charge priced by the unit.",
    ),
    Rule(
        "V71",
        "Prices and percentages are of their kind",
        _E,
        "A price is money, or a bare percentage with percent_of_revenue; a percentage is of what "
        "its clause takes it of. Nothing in the spec is below zero but levels, formulas, what is "
        "expected and the floor of an index.",
    ),
    Rule(
        "V72",
        "Instalments add up",
        _E,
        "The instalments of a charge come to its total.",
    ),
    Rule(
        "V73",
        "Invoices and late payment are complete",
        _E,
        "Bounds of the interest need an interest; a rate over a base rate is a yearly one; sums on "
        "account have a true-up; periods are of whole months.",
    ),
    Rule(
        "V74",
        "Price changes say nothing idle",
        _E,
        "A field of the indexation that another makes idle is refused; so are prices of a renewal "
        "in a contract without one. Weights of indexes add up to 100.",
    ),
    Rule(
        "V75",
        "The currency clause uses the fields of its method",
        _E,
        "A band and who bears what lies beyond it work with a collar, a reference rate with a "
        "collar or spot rates.",
    ),
    Rule(
        "V76",
        "Minimums follow each other",
        _E,
        "The steps of a minimum do not overlap; a share of a shortfall has a minimum; a forecast "
        "says what leaving its range costs.",
    ),
    Rule(
        "V80",
        "An exit fee can be computed",
        _E,
        "Each field of an exit fee is one its kind uses, none it needs is missing, shares say of"
        " what, and who pays may leave.",
    ),
    Rule(
        "V81",
        "Delay can be counted",
        _E,
        "Sums for a late go-live say of what they are shares; delay and its grace are counted in"
        " calendar days.",
    ),
    Rule(
        "V82",
        "Pilots and holdbacks can be settled",
        _E,
        "The instalments add up to the fee of the pilot; a guarantee says of what it is a share and"
        " runs by calendar months or multiples of 30 days. A holdback is a share of what milestones"
        " pay.",
    ),
    Rule(
        "V83",
        "Fields on term fit their kind",
        _E,
        "A renewal and a right to leave hold only fields that their kind uses.",
    ),
    Rule(
        "V84",
        "Key personnel are the provider's",
        _E,
        "Roles marked as key personnel belong to the provider, and only they have a lock-in.",
    ),
    Rule(
        "V93",
        "Formulas can be computed",
        _E,
        "The expressions and tables of a formula can be read, name what is known, join kinds that "
        "go together (money and money, not money and time), and lead to a sum of money for the "
        "month. The language stands in docs/formulas.md.",
    ),
    Rule(
        "V94",
        "Formulas hold nothing idle",
        _E,
        "Each input, named amount, table and row of a formula is used, and each prints another "
        "name. That a formula goes with basis computed alone says V70.",
    ),
    Rule(
        "V95",
        "The example of a formula is complete and right",
        _E,
        "The example gives every input a value, can be computed, and comes to its result where it "
        "states one. A computed charge beside others names the amount expected a month: a warning.",
    ),
    Rule(
        "V86",
        "A field of the frame stands where a clause prints it",
        _E,
        "A limit of spending needs the authority to spend, terms of exclusivity a kind, a reason a "
        "process without metrics, facts on data their data, facts of a trade its industry; peak "
        "months are months, overrides and custom terms change something.",
    ),
    Rule(
        "V150",
        "An arbitration can be started",
        _E,
        "The rules are of a known institution, or the spec names who administers the arbitration or"
        " appoints the arbitrators; their number is odd; no court decides finally beside them:"
        " contract.courts stands without arbitration, contract.arbitration.courts is for interim"
        " relief and enforcement.",
    ),
    Rule(
        "V151",
        "The courts are of the country of the law",
        _W,
        "Courts of one country that apply the law of another are named on purpose or not at all.",
    ),
    Rule(
        "V152",
        "Notices by e-mail have an address",
        _E,
        "Where contract.notices_by names email, each party states an e-mail address for notices;"
        " an address that no way of notice uses is refused.",
    ),
    Rule(
        "V153",
        "Who signs is one who is bound",
        _E,
        "What affiliates may do needs affiliates of the customer; the law a party is formed under"
        " needs its kind, and an individual is not formed; a guarantor is not the party it answers"
        " for.",
    ),
    Rule(
        "V154",
        "The contract is in English",
        _E,
        "The clauses are in English; contract.language is one of its forms, such as en-GB, en-US or"
        " en-CA.",
    ),
    Rule(
        "V155",
        "The business associate agreement says one thing",
        _E,
        "It is embedded or separate: name and precedence belong to a separate one, a time to "
        "report breaches to an embedded one. That time is no longer than that for "
        "personal data, which health information is.",
    ),
    Rule(
        "V156",
        "Pilot, result and go-live can happen in their order",
        _E,
        "A pilot lies within the term. It ends, and its result is due, before the day planned for "
        "go-live, or it runs after_go_live and starts on that day or later. An extension that "
        "lasts beyond the long stop is unusual.",
    ),
    Rule(
        "V157",
        "What is decided reaches both parties",
        _W,
        "Where the courts are not in the country of a party, and not both in the European Economic"
        " Area, the spec names an arbitration, whose award most countries enforce, or an agent who"
        " receives that party's court papers (process_agent).",
    ),
    Rule(
        "V158",
        "The parties have names of their own",
        _E,
        "The two names differ, and neither is a word such as Customer, Provider or Services.",
    ),
    Rule(
        "V170",
        "What a document is attached to exists",
        _E,
        "The agreement of contract.attaches_to is dated no later than the effective date of what is"
        " attached to it.",
    ),
    Rule(
        "V171",
        "A document built alone has something to say",
        _E,
        "With --only: the spec holds what the document is about, such as personal data for"
        " data_processing.",
        room="assemble",
    ),
    Rule(
        "V120",
        "A confirmation accepts what is assumed",
        _E,
        "Each id under confirm is one that the draft lists, with the value it has there. A value"
        " that changed since makes the confirmation stale; one that the spec gives, or that nobody"
        " prints, needs none.",
        room="assemble",
    ),
    Rule(
        "V121",
        "An execution copy leaves nothing open",
        _E,
        "With --final: every assumption is confirmed or answered in the spec, and no placeholder is"
        " printed, neither one of the library nor words such as TBC or [name] of the spec's own;"
        " everybody has a name, and no registered number is of zeros alone.",
        room="assemble",
    ),
    Rule(
        "V130",
        "The importer of a transfer is known",
        _E,
        "An importer is the provider, or a sub-processor or affiliate of the provider that the "
        "contract names.",
    ),
    Rule(
        "V131",
        "Decisions and frameworks fit their country",
        _E,
        "The Data Privacy Framework is for the United States alone. An adequacy decision for a "
        "country that is not known to have one is unusual; evidence names it.",
    ),
    Rule(
        "V132",
        "What allows a transfer is proved",
        _W,
        "Binding corporate rules name their approval, the Data Privacy Framework the entry in its "
        "list, a derogation the case it rests on.",
    ),
    Rule(
        "V133",
        "The module of the EU clauses is that of the roles",
        _E,
        "scc_c2p goes with a customer who is controller, scc_p2p with one who is processor.",
    ),
    Rule(
        "V134",
        "Choices for UK transfers are used",
        _E,
        "uk_transfers stands beside a transfer to the provider under the UK Addendum or the IDTA; "
        "whether the UK GDPR applies to the importer beside the IDTA.",
    ),
    Rule(
        "V135",
        "What is without limit stands once",
        _E,
        "risk.uncapped names each matter once, under one name, and one in an entry. What the "
        "governing law sets stands in the contract without it (docs/law.md).",
    ),
    Rule(
        "V136",
        "What is without limit is not limited elsewhere",
        _E,
        "data is not among risk.uncapped where data_super_cap limits it.",
    ),
    Rule(
        "V137",
        "The governing law is known",
        _W,
        "It is the law of a state, province or country of docs/law.md; of others the most cautious "
        "list of what cannot be limited holds.",
    ),
    Rule(
        "V140",
        "A reference leads to what is printed",
        _E,
        "No clause and no definition refers to a clause that the spec excludes, or that the"
        " contract does not print for another reason.",
        room="assemble",
    ),
    Rule(
        "V141",
        "What no clause prints is not paid",
        _E,
        "A clause by which a settlement pays is not excluded while the spec gives its fields:"
        " credits, bonuses, minimums, indexation, damages for delay and the like.",
    ),
    Rule(
        "V142",
        "A pilot has credits to apply",
        _E,
        "pilot.credits_apply stands in a contract with service credits or bonuses.",
    ),
    Rule(
        "V190",
        "Each metric says what its result is",
        _E,
        "Kind, statistic and unit of a metric go together, so that the definition of its kind holds"
        " (a time in units of time, a share in percent, a count in things), or a formula says it.",
    ),
    Rule(
        "V192",
        "Relief for volume leaves growth to the provider",
        _W,
        "Volume excuses a miss only beyond the growth and the peak that scaling obliges the"
        " provider to handle.",
    ),
    Rule(
        "V193",
        "A metric counts in the hours of its Service",
        _W,
        "A metric of what arrives, of a process with hours, has a calendar or a window.",
    ),
    Rule(
        "V194",
        "Levels are an item apart",
        _W,
        "At the baseline volume at least one whole item lies between target, minimum and the level"
        " of a bonus.",
    ),
    Rule(
        "V195",
        "Prices hold for agreed growth",
        _W,
        "pricing.volume_band is no narrower than scaling.ramp_up.",
    ),
    Rule(
        "V196",
        "A charge by time says when it starts",
        _W,
        "Where the Services go live in a later month than that of the effective date, a fixed"
        " charge or retainer has the day from which it is owed.",
    ),
    Rule(
        "V159",
        "A task is in or out",
        _E,
        "No task of a process is among what the process or the scope excludes.",
    ),
    Rule(
        "V198",
        "What lasts or is counted is more than nothing",
        _E,
        "Terms, periods, times allowed, lots, rates of exchange and numbers of misses are above"
        " zero.",
    ),
    Rule(
        "V197",
        "The governing law is named by its place",
        _E,
        "contract.governing_law is a country, state or province, such as “Texas”: the clause prints"
        " “the law of” before it.",
    ),
)
"""All codes. Those of other rooms are run there; their texts stand here."""
