"""Articles in Markdown files with front matter."""
