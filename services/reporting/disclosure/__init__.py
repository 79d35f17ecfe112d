"""What may be told of small counts: hidden where they are small, and where others would give them away."""
