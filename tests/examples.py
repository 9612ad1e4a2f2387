"""How many times a test tries what it promises: a law, a kill, a history."""

import os

# Set by .ci/check and .ci/run. `.ci/run nightly` tries all examples.
FEW = "FEW_EXAMPLES"
FEWER = 5  # times fewer


def examples(count: int) -> int:
    return max(count // FEWER, 1) if FEW in os.environ else count
