"""Personal data, security, continuity and technology."""

from typing import Annotated, Literal

from contract_kit.spec.vocabulary.amounts import Amount, Length
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.markers import Or
from contract_kit.spec.vocabulary.scalars import (
    Bool,
    Country,
    Date,
    Every,
    Ref,
    Refs,
    Text,
    Texts,
)
from contract_kit.spec.vocabulary.shares import Shares

Mechanism = Literal[
    "adequacy",
    "scc_c2p",
    "scc_p2p",
    "uk_idta",
    "uk_addendum",
    "bcr",
    "dpf",
    "derogation",
    "by_contract",
]
Regime = Literal[
    "gdpr",
    "uk_gdpr",
    "hipaa",
    "ccpa",
    "pci_dss",
    "pipeda",
    "dpdp_india",
    "lgpd",
    "dora",
    "popia",
    "glba",
]


class DataRoles(Model):
    """What each party is for the data."""

    customer: Literal["controller", "processor", "joint_controller"]
    """The customer's role. Example: `controller`"""
    provider: Literal["processor", "sub_processor", "controller", "joint_controller"]
    """The provider's role. Example: `processor`"""


class CardData(Model):
    """Payment card data."""

    in_scope: Bool
    """Whether the provider handles card data. Example: `false`"""
    control: Text | None = None
    """What keeps card data out or safe. Example: `pause_and_resume`"""
    evidence: Text | None = None
    """Proof of PCI DSS. Example: `AOC level 1, renewed yearly`"""


class Phi(Model):
    """Health information protected by law."""

    in_scope: Bool
    """Whether the provider handles it. Example: `true`"""
    categories: Texts = ()
    """Which. Example: `[diagnoses, claims]`"""


class Transfer(Model):
    """Data that goes to another country."""

    to: Country
    """The country. Example: `PH`"""
    mechanism: Mechanism
    """What allows it. Example: `uk_idta`"""
    importer: Text | None = None
    """Who receives the data: provider, a sub-processor or an affiliate. Example: `provider`"""
    evidence: Text | None = None
    """What proves it: the decision, the approval, the entry. Example: `Decision (EU) 2022/254`"""
    risk_assessment: Date | None = None
    """Date of the transfer risk assessment. Example: `2026-12-10`"""


class UkTransfers(Model):
    """What the UK Addendum and the IDTA leave to the parties."""

    ended_by: Literal["exporter", "importer", "both", "neither"] | None = None
    """Who may end it when the regulator changes it. Example: `exporter`"""
    importer_under_uk_gdpr: Bool | None = None
    """Whether the UK GDPR applies to the importer itself. Example: `false`"""


class Subprocessor(Model):
    """A company the provider uses for personal data."""

    name: Text
    """Legal name. Example: `CloudVoice Lda`"""
    country: Country
    """Where it works. Example: `PT`"""
    service: Text
    """What it does. Example: `voice overflow platform`"""
    mechanism: Mechanism | None = None
    """What allows the transfer, if there is one. Example: `adequacy`"""


class Baa(Model):
    """The business associate agreement."""

    form: Literal["embedded", "separate"] = "embedded"
    """Whether the contract holds it, or points to a separate one. Example: `separate`"""
    name: Text | None = None
    """Title of the separate one. Example: `Business Associate Agreement no. 7`"""
    signed: Date | None = None
    """Date of the separate one, or of the one that the embedded replaces. Example: `2027-01-04`"""
    precedence: Literal["associate_agreement", "contract"] | None = None
    """Which prevails, the separate one or this contract. Example: `contract`"""
    breach_notice: Length | None = None
    """Time to report a breach under it, if shorter than breach_notice. Example: `12 hours`"""


class DataProtection(Model):
    """Personal data and the law on it."""

    personal_data: Bool
    """Whether the provider handles personal data. Example: `true`"""
    roles: DataRoles | None = None
    """What each party is for the data."""
    regimes: tuple[Regime, ...] = ()
    """Laws and standards that apply. Example: `[uk_gdpr]`"""
    subjects: Texts = ()
    """Whose data. Example: `[shoppers]`"""
    categories: Texts = ()
    """Which data. Example: `[contact details, order history]`"""
    special_categories: Annotated[Texts | Literal["none"] | None, Or("none")] = None
    """Sensitive data, or none. Example: `none`"""
    purpose: Text | None = None
    """Nature and purpose of the processing. Example: `answering shoppers' questions`"""
    phi: Phi | None = None
    """Health information."""
    card_data: CardData | None = None
    """Payment card data."""
    transfers: tuple[Transfer, ...] = ()
    """Transfers to other countries."""
    uk_transfers: UkTransfers | None = None
    """Choices in the UK Addendum and the IDTA."""
    subprocessors: Annotated[tuple[Subprocessor, ...] | Literal["none"] | None, Or("none")] = None
    """Companies the provider uses, or none."""
    subprocessor_notice: Length | None = None
    """Notice of a new one. Example: `30 days`"""
    breach_notice: Length | None = None
    """Time to report a breach. Example: `24 hours`"""
    retention: Length | None = None
    """How long data are kept. Example: `24 months`"""
    retention_from: Text | None = None
    """Event from which retention runs, if given. Example: `the last contact with the shopper`"""
    return_or_delete: Length | None = None
    """Time to give back or delete at the end. Example: `30 days`"""
    requests_within: Length | None = None
    """Time to pass on requests of data subjects. Example: `5 days`"""
    audit_notice: Length | None = None
    """Notice of a data protection audit. Example: `20 business_days`"""
    baa: Baa | None = None
    """Business associate agreement."""


class Certification(Model):
    """A certificate or report of an auditor."""

    standard: Text
    """The standard. Example: `iso_27001`"""
    valid_until: Date | None = None
    """Last day it is valid. Example: `2028-06-30`"""
    every: Every | None = None
    """How often a new report comes. Example: `12 months`"""
    sites: Refs = ()
    """Sites it covers; all if absent. Example: `[manila, porto]`"""


class Encryption(Model):
    """How data are encrypted."""

    at_rest: Text | None = None
    """When stored. Example: `AES-256`"""
    in_transit: Text | None = None
    """When sent. Example: `TLS 1.2+`"""


class Access(Model):
    """Who gets in."""

    mfa: Bool | None = None
    """Whether a second factor is needed. Example: `true`"""
    least_privilege: Bool | None = None
    """Whether rights are kept to what the work needs. Example: `true`"""
    review: Every | None = None
    """How often rights are reviewed. Example: `3 months`"""
    logs_kept: Length | None = None
    """How long access logs are kept. Example: `12 months`"""


class Security(Model):
    """How information is kept safe."""

    certifications: tuple[Certification, ...] = ()
    """Certificates. Example: `[{standard: iso_27001, valid_until: 2028-06-30}]`"""
    encryption: Encryption | None = None
    """How data are encrypted."""
    access: Access | None = None
    """Who gets in."""
    risk_assessment: Every | None = None
    """How often risks are assessed. Example: `12 months`"""
    penetration_test: Every | None = None
    """How often systems are attacked to test them. Example: `12 months`"""
    clean_desk: Bool | None = None
    """Whether desks are kept clear. Example: `true`"""
    incident_notice: Length | None = None
    """Time to report a security incident. Example: `24 hours`"""


class ThirdParty(Model):
    """A supplier the services depend on."""

    name: Text
    """Its name. Example: `CloudVoice Lda`"""
    fallback: Text | None = None
    """What replaces it. Example: `Genesys Cloud BYOC`"""


class Continuity(Model):
    """How the services go on in a crisis."""

    rto: Length | None = None
    """Time until they run again. Example: `4 hours`"""
    rpo: Length | None = None
    """Most data that may be lost, as time. Example: `1 hour`"""
    tests: Every | None = None
    """How often the plan is tested. Example: `12 months`"""
    alternate_site: Ref | None = None
    """Site that takes over. Example: `porto`"""
    step_in: Bool | None = None
    """Whether the customer may step in. Example: `true`"""
    critical_third_parties: tuple[ThirdParty, ...] = ()
    """Suppliers the services depend on."""


class Integration(Model):
    """A system the work touches."""

    system: Text
    """The system. Example: `Zendesk`"""
    method: Text
    """How it is reached. Example: `customer tenancy`"""
    built_by: Literal["customer", "provider"] | None = None
    """Who builds the interface. Example: `provider`"""
    paid_by: Literal["customer", "provider", "shared"] | None = None
    """Who pays for it. Example: `customer`"""
    licence: Text | None = None
    """The tool in transition.licences it uses, or not_needed. Example: `crm`"""


class Automation(Model):
    """A machine that does part of the work."""

    use: Text
    """What it does. Example: `chat triage bot`"""
    type: Literal["ai", "rpa"]
    """Learning machine or robot. Example: `ai`"""
    disclosed_to_consumers: Bool | None = None
    """Whether people are told. Example: `true`"""
    human_handover: Bool | None = None
    """Whether people can reach a human. Example: `true`"""
    trains_on_customer_data: Bool | None = None
    """Whether it learns from the customer's data. Example: `false`"""
    saving_share: Shares | None = None
    """How savings are shared. Example: `50/50`"""


class Technology(Model):
    """Systems and machines."""

    integrations: tuple[Integration, ...] = ()
    """Systems the work touches."""
    automation: tuple[Automation, ...] = ()
    """Machines that do part of the work."""
    escrow: Bool | None = None
    """Whether source code is held by a third party. Example: `false`"""
    budget: Amount | None = None
    """Money for technology a year. Example: `50000`"""
