"""Reads the YAML data, checks it, and stores it."""
