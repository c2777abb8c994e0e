"""What requests cost, measured on a real server."""
