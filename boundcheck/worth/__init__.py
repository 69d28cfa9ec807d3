"""What the bounds are worth."""
