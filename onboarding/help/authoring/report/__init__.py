"""What readers would stumble over: the articles surveyed at once, and what is found wrong with them."""
