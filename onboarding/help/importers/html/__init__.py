"""Articles in HTML pages, as a site generator or a help desk's export leaves them."""
