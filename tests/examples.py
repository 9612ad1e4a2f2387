"""How many examples a law is tried with."""

import os

# Set by .ci/check. `.ci/run` tries all examples.
FEW = "FEW_EXAMPLES"
FEWER = 5  # times fewer


def examples(count: int) -> int:
    return max(count // FEWER, 1) if FEW in os.environ else count
