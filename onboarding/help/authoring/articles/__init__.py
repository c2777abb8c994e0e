"""Articles and their addresses: made, named, renamed and deleted."""
