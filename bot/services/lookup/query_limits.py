"""How much of a query is read, and how many codes are offered."""

MAX_QUERY_CHARACTERS = 100
# A longer text is no number or name, but may be a line from a log: the search reads more of it.
MAX_SEARCHED_CHARACTERS = 300
# The limit before normalising. For some texts, the time to normalise grows with the square of the
# length.
MAX_RAW_QUERY_CHARACTERS = 4 * MAX_QUERY_CHARACTERS
# The most choices that Discord accepts for an option.
MAX_CHOICES = 25
# At most this many other codes are in the menu under a card, and this many codes are suggested if
# none is found.
MAX_SUGGESTIONS = 5
