"""What users sought, and what came of it.

A `scope` says which searches of the log (`searched`). `report` puts together what is counted of each query (`counts`)
and what else is known of those on a page (`details`).
"""
