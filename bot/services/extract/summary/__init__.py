"""Counts the codes of a text of any size."""
