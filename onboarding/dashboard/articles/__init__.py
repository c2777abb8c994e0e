"""The pages on which editors live with articles."""
