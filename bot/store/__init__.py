"""All of Teapot's SQL: the database, and one module per table."""
