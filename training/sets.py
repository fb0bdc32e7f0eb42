"""The sets of labelled contracts."""

from __future__ import annotations

SETS = {
    "dpa": "gdpr-art28",
    "bpo": "bpo-baseline",
    "baa": "hipaa-baa",
    "iso": "iso27001-supplier",
    "tra": "gdpr-chapter5",
    "ccpa": "ccpa-service-provider",
}
"""The labelled sets, and the pack that each was labelled for."""
