"""Drawing without Pillow, in a module that a process imports in no time."""

import os
import time

from bot.cards.picture.drawing import Chart


def draw_its_title(chart: Chart) -> bytes | None:
    """Do what the title says, and return it with the process that did it."""
    if chart.title.startswith("slow"):
        time.sleep(0.1)
    return f"{os.getpid()} {chart.title}".encode()


def die(_: Chart) -> bytes | None:
    os._exit(1)
