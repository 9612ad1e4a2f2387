"""Runs the real bot on a simulated Discord, in a local web page, without token or network."""

from bot.playground.play import play

__all__ = ["play"]
