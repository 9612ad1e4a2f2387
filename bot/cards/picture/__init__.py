"""The leaderboard's picture. Only this package imports Pillow."""
