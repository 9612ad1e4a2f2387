"""Runs the real bot on simcord, a simulated Discord, in a local web page.

The playground needs no token and no network.
"""

from bot.playground.play import play

__all__ = ["play"]
