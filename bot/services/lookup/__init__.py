"""What a number or words mean."""
