"""Where users drop off in a checklist, and what they asked while each task was open.

A `scope` says which users. `gathering` reads everything counted of them (`rollup_counts`, `contact_counts`) as
`evidence`; from it, without SQL, `funnel` and `tasks` work out the `figures` that pages and endpoints show. `questions`
are the tickets and searches behind one task's figures.
"""
