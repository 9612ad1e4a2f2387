"""Model → Components V2 layouts; pure functions that fetch nothing."""
