"""One post a day in each server, once."""
