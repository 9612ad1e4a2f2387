"""Thin: read the interaction, call a service, show a card."""
