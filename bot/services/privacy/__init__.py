"""A person's and a server's data: what is stored, exported and erased."""
