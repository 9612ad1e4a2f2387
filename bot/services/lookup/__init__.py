"""Looks up what a number or words mean."""
