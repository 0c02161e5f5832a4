"""Words that tell of something, and whether it happened."""
