"""What attackers write: articles, addresses and queries that every way in and every page must withstand."""
