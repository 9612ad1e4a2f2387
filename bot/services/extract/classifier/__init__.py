"""Decides by learned weights which doubtful numbers of a message are codes."""
