"""How much of a query is read."""

MAX_QUERY_CHARACTERS = 100
# Before normalising, which takes time and, for some texts, time that grows with their square.
MAX_RAW_QUERY_CHARACTERS = 4 * MAX_QUERY_CHARACTERS
