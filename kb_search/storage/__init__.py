"""Indexes on local disk, whatever their format: generations, commits held open, what one reader may see of them."""
