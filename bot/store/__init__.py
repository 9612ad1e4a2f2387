"""All of Teapot's SQL. Most modules serve one table; the others open, lock and copy the file."""
