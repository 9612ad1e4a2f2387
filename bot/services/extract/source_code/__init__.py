"""Finds statuses in source code, configuration, tests and shell commands."""
