"""Decides the numbers of a message that the rules leave in doubt."""
