"""Server-drawn pages for members."""
