"""What readers think of articles: helpful or not, and why."""
