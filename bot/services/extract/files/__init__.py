"""Decodes the files that people send and finds their codes; a second process reads big files."""
