"""Pictures and other files that articles show or offer: which are taken, where they are used, and serving them."""
