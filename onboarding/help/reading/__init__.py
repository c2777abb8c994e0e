"""What readers may read: the catalogue kept in the process, and the articles opened from it."""
