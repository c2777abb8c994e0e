"""Finding articles: the index kept in step with them, the query asked of each language, the answer put together."""
