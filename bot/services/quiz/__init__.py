"""Questions, games, points and practice."""
