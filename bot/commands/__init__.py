"""Discord commands, kept thin: each reads the interaction, calls a service and shows a card."""
