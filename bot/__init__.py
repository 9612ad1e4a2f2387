"""Teapot: a team's HTTP status code companion on Discord."""
