"""Reads files: their encodings and pages, and big files in a process of their own."""
