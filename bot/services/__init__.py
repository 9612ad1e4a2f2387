"""Teapot's rules: no Discord, no SQL, no sentences."""
