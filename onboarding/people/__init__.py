"""End users of the host product, their companies and traits."""
