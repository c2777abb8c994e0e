"""The knowledge base: articles written, found and read.

From below, each part knowing only those before it:

- `addresses`, `audience`, `models`: where articles stand, who may read them, and the tables every part knows.
- `blocks`: the block tree of a text, drawn, written as Markdown, and where its links lead.
- `writing`: texts as they are stored. `editions`: which state of the articles is the newest, and what changed since.
- `origins`: by what sources know collections, and what was deleted here that they may hold still.
- `reading`: the catalogue of what a reader may read, kept in the process; nothing else says what exists.
- `usage`, `votes`: what readers did, and what they think of articles.
- `signals`, `synonyms`: what ranks an article up besides its words, and which words mean the same.
- `search`: the index kept in step, and the answer to a query.
- `editing`: what every change by an editor shares. `files`: pictures and other files.
- `authoring` for editors, `importers` for articles from elsewhere, `centre` for the public.
"""
