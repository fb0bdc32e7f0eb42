"""Word plumbing: safe opening, fixed-time zip, numbering, fields, provenance. Knows no contract."""
