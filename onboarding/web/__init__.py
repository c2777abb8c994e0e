"""What every endpoint shares: problem+json, bodies, fields, limits, headers. Knows no feature."""
