"""What editors do with articles in the dashboard: write, compare, publish, arrange, check."""
