"""contract_kit: outsourcing contracts written from YAML, and other people's checked.

The Python API is `contract_kit.api`: `load`, `assemble`, `render`, `read`, `scan`, `figures`.
"""

__version__ = "0.1.0"
