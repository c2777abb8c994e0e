"""What editors do with articles in the dashboard.

A text is one language of an article: written, drafted, published (`texts`). Articles are made, named and deleted
(`articles`), and arranged: collection, readers, what is offered with them (`arrangement`). Collections are a tree
(`collections`). Editors find articles in lists (`listing`) and what is wrong with them in a report (`report`).
"""
