"""The leaderboard's picture. Pillow stands only here."""
