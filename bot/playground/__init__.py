"""The real bot on a simulated Discord, in a web page on this machine. No token, no network."""

from bot.playground.play import play

__all__ = ["play"]
