"""What is the same of an article in every language: its collection, place, readers, and what is offered with it."""
