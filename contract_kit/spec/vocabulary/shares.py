"""How something is shared between the parties."""

from typing import Any, ClassVar

from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.scalars import Number, refuse, shown


class Shares(Model):
    """Shares of customer and provider; `50/50` is short for both."""

    customer: Number
    """Customer's share in percent. Example: `60`"""
    provider: Number
    """Provider's share in percent. Example: `40`"""

    short_form: ClassVar[dict[str, Any]] = {
        "type": "string",
        "pattern": r"^\d+(\.\d+)? ?/ ?\d+(\.\d+)?$",
    }

    @classmethod
    def read_short(cls, value: Any) -> Any:
        """Read the short form."""
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split("/")]
        if len(parts) != 2:
            raise refuse(
                f"{shown(value)} shares nothing", "two shares", "write 50/50, customer first"
            )
        return {"customer": parts[0], "provider": parts[1]}
