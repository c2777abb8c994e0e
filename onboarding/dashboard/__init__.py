"""Server-drawn pages for members, and the browsable reference of the API."""
