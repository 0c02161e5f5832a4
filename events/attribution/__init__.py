"""Who says so, who denies it, and where the text keeps its distance."""
