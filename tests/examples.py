"""How many examples a law is tried with."""

import os

# Set where the same laws are tried in full on another Python.
FEW = "FEW_EXAMPLES"
FEWER = 5  # times fewer


def examples(count: int) -> int:
    return max(count // FEWER, 1) if FEW in os.environ else count
