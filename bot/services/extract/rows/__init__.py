"""Finds codes in rows, tables, ranges and counts."""
