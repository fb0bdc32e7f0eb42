"""The words of a spec: one pydantic model for each map of the YAML language."""
