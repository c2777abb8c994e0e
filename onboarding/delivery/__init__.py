"""What the widget talks to."""
