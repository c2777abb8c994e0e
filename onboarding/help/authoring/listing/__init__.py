"""The lists editors choose from: articles by filter, and the languages of each."""
