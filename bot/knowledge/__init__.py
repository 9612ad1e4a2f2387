"""From YAML to checked model objects to the store."""
