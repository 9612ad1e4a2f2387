"""Who answered with a code, as far as the text around it shows."""
