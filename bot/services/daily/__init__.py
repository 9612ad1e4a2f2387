"""One post a day in each server, sent once."""
