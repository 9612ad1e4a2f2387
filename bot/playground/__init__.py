"""The same bot on a simulated Discord, in a web page on this machine: no token, no network."""

from bot.playground.play import play

__all__ = ["play"]
