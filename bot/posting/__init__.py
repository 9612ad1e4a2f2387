"""What Teapot posts to a channel on its own: daily posts and games."""
