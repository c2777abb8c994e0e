"""What is published to users: contents, their versions, and what is live where."""
