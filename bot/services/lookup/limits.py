"""How much of a query is read."""

MAX_QUERY_CHARACTERS = 100
# A longer text is no number and no name, but maybe a line from a log: more of it is searched.
MAX_SEARCHED_CHARACTERS = 300
# Before normalising, which takes time and, for some texts, time that grows with their square.
MAX_RAW_QUERY_CHARACTERS = 4 * MAX_QUERY_CHARACTERS
