"""What speaks for an article besides its words: readers' votes, what they opened, its age, the page, the open task."""
