"""The limits of `/explain`: how many files it reads, how large, for how long; what it shows."""

MAX_FILES = 5
MAX_FILE_BYTES = 8_000_000
# The limit of a packed file's content. A log unpacks to ten times its packed size or more, so
# a packed log within this limit has at most about 3 MB.
MAX_UNPACKED_BYTES = 32_000_000
# Even a slow machine reads the largest file in less time, and few people would wait longer.
READ_TIMEOUT_SECONDS = 60
# A message may hold 4,000 characters, and its embeds 6,000 more. The other 6,000 characters of
# this limit are for forwarded messages.
MAX_MESSAGE_CHARACTERS = 16_000
# How many request paths are shown for an error, the commonest first.
MAX_PATHS = 3
# How many codes are offered if a text has only numbers that may be codes.
MAX_POSSIBLE_CODES = 3
