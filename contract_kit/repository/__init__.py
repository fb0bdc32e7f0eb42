"""What concerns a folder of contracts: its settings."""

from contract_kit.repository.project import Project, find_project

__all__ = ["Project", "find_project"]
