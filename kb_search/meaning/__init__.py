"""Sentences by their meaning, as an extra: vectors beside an index, and an order fused of words and nearness."""
