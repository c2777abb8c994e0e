"""What readers did: the search log and the counts of articles opened, written as the events come in."""
