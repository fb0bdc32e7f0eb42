"""contract_kit: outsourcing contracts written from YAML, and other people's checked."""

__version__ = "0.1.0"
