"""HTML to clean Markdown: what an article says is kept, how it looked is not, and what was lost is counted."""
