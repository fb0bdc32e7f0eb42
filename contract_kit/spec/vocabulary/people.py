"""Who is party to the contract, who acts for it, and where: parties, roles, sites, people."""

from typing import Annotated, Literal

from contract_kit.spec.vocabulary.amounts import Amount, Length, Share
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.markers import Listed, Or
from contract_kit.spec.vocabulary.scalars import (
    Bool,
    Clock,
    Country,
    Currency,
    Date,
    Holidays,
    Hours,
    Refs,
    Tag,
    Text,
    Texts,
    Whole,
    Zone,
)

Side = Literal["customer", "provider"]


class Arbitration(Model):
    """Arbitration in place of courts."""

    rules: Text
    """Rules the tribunal follows. Example: `LCIA Rules`"""
    seat: Text
    """City where the arbitration has its seat. Example: `London`"""


class Notices(Model):
    """Where notices to a party go."""

    post: Text | None = None
    """Postal address for notices. Example: `12 Canal St, Leeds LS1 4AX`"""
    email: Text | None = None
    """E-mail address for notices. Example: `legal@example.com`"""


class Party(Model):
    """One side of the contract."""

    name: Text
    """Legal name. Example: `Larkspur Home Ltd`"""
    number: Text | None = None
    """Company number, kept as written. Example: `01234567`"""
    country: Country
    """Country of incorporation (ISO 3166). Example: `GB`"""
    address: Text | None = None
    """Registered address. Example: `12 Canal St, Leeds LS1 4AX`"""
    affiliates: Texts = ()
    """Group companies that may use the services. Example: `[Larkspur Garden Ltd]`"""
    notices: Notices | None = None
    """Where notices go, if not to the registered address."""


class Parties(Model):
    """The two sides."""

    customer: Party
    """Who buys the services."""
    provider: Party
    """Who delivers the services."""


class Role(Model):
    """Somebody who acts for a party."""

    party: Side
    """The party this role belongs to. Example: `provider`"""
    title: Text
    """Job title as printed. Example: `Delivery Manager`"""
    name: Text | None = None
    """The person's name, if the contract names one. Example: `Ana Reyes`"""
    email: Text | None = None
    """The person's e-mail address. Example: `ana.reyes@example.com`"""
    authority: Annotated[
        tuple[Literal["change_requests", "credits", "spend", "notices", "acceptance"], ...],
        Listed(),
    ] = ()
    """What the role may decide alone. Example: `[change_requests, credits]`"""
    spend_up_to: Amount | None = None
    """The most the role may commit to. Example: `5000`"""
    key_personnel: Bool = False
    """Whether the person may be replaced only under the rules for key people. Example: `true`"""
    lock_in: Length | None = None
    """How long a key person stays assigned. Example: `12 months`"""
    sponsor: Bool = False
    """Whether this is the executive at the top of the escalation ladder. Example: `true`"""


class Site(Model):
    """A place of work."""

    country: Country
    """Country the site is in. Example: `PH`"""
    model: Literal["onshore", "nearshore", "offshore"]
    """How far it is from the customer. Example: `offshore`"""
    time_zone: Zone | None = None
    """IANA time zone of the site. Example: `Asia/Manila`"""
    activities: Texts = ()
    """What is done there, as free labels. Example: `[voice, chat]`"""
    address: Text | None = None
    """Where the site is. Example: `Ayala Ave, Makati 1226`"""


class Calendar(Model):
    """Hours that count, and days that do not."""

    time_zone: Zone | None = None
    """IANA time zone the hours are in. Example: `Europe/London`"""
    hours: Hours
    """Days and hours. Example: `Mon-Fri 09:00-17:30, Sat 10:00-14:00`"""
    holidays: Annotated[tuple[Holidays, ...] | Literal["none"] | None, Or("none")] = None
    """Holiday lists that are closed days, or none. Example: `[GB-ENG]`"""
    cut_off: Clock | None = None
    """Work that arrives later counts as the next day's. Example: `16:00`"""


class CustomerStaff(Model):
    """What happens for the customer's own staff."""

    communication_plan: Date | None = None
    """When staff are told. Example: `2027-01-15`"""
    upskilling_budget: Amount | None = None
    """Money for retraining. Example: `30000`"""
    redeployed_roles: Whole | None = None
    """How many roles move to other work. Example: `14`"""


class TransferringStaff(Model):
    """Staff who move from one employer to the other."""

    count: Whole | None = None
    """How many people transfer. Example: `14`"""
    law: Text | None = None
    """The rules that govern the transfer. Example: `TUPE 2006`"""
    list_due: Date | None = None
    """When the list of people is handed over. Example: `2027-01-31`"""
    indemnity: Literal["customer", "provider", "each_own_period"] | None = None
    """Who bears employment claims. Example: `each_own_period`"""


class People(Model):
    """Rules about people on both sides."""

    attrition_cap: Share | None = None
    """Yearly staff turnover that may not be passed. Example: `35 percent`"""
    background_checks: Bool | None = None
    """Whether staff are vetted before access. Example: `true`"""
    remote_work: Literal["allowed", "with_controls", "prohibited"] | None = None
    """Whether staff may work from home. Example: `with_controls`"""
    non_solicit: Length | None = None
    """How long neither side hires the other's people. Example: `12 months`"""
    transferring_staff: Annotated[TransferringStaff | Literal["none"] | None, Or("none")] = None
    """Staff who transfer, or none. Example: `none`"""
    customer_staff: CustomerStaff | None = None
    """What the customer does for its own staff."""
    key_roles: Refs = ()
    """Further roles whose replacement needs consent. Example: `[account_lead]`"""


class Heading(Model):
    """What the contract is and under which law."""

    id: Text
    """Your reference, unique in the repository. Example: `LH-2027-001`"""
    title: Text
    """Title on the cover. Example: `Customer Support Outsourcing Agreement`"""
    stance: Literal["customer", "balanced", "provider"] = "balanced"
    """Whose wording is used where a clause has variants. Example: `balanced`"""
    form: Literal["full", "short"] = "full"
    """How much is said: every clause in full, or for a small firm the short text of each clause
    that has one. Example: `short`"""
    industries: tuple[
        Literal[
            "customer_service",
            "payroll",
            "bookkeeping",
            "tax",
            "healthcare_billing",
            "medical_transcription",
            "banking",
            "insurance",
            "it_services",
            "hosting",
            "logistics",
            "manufacturing",
            "media",
            "retail",
            "telecoms",
            "other",
        ],
        ...,
    ] = ()
    """Industries whose annex applies. Example: `[customer_service]`"""
    effective_date: Date
    """When the contract takes effect. Example: `2027-01-04`"""
    governing_law: Text
    """Law that governs the contract. Example: `England and Wales`"""
    courts: Text | None = None
    """Courts that decide disputes. Example: `London`"""
    arbitration: Arbitration | None = None
    """Arbitration in place of courts."""
    language: Tag = "en-GB"
    """Language of the printed contract. Example: `en-GB`"""
    figures: Literal["figures", "words_and_figures"] = "figures"
    """How numbers stand in sentences; tables keep figures. Example: `words_and_figures`"""
    library_figures: Literal["proposed", "agreed"] = "proposed"
    """Whether the times and shares that clauses supply are agreed; else they stand in brackets.
    Example: `agreed`"""
    currency: Currency
    """Currency of every amount without a code (ISO 4217). Example: `GBP`"""
    house: Text | None = None
    """Name of the house positions this follows. Example: `larkspur-2027`"""
    amends: Text | None = None
    """Id of the contract this one amends. Example: `LH-2027-001`"""
