"""What a document holds of the requirements in packs, with evidence both ways."""

from contract_kit.scan.engine import scan

__all__ = ["scan"]
