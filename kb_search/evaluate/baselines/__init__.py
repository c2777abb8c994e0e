"""Other search engines set up as their own guides recommend, to be measured beside ours; not part of any search."""
