"""All articles of a workspace as one zip, and such a zip as a source: what goes out comes in again as it was.

collections.json                    [{"path", "origins": [[source, id]], "texts": {locale: {…}}}], parents first
articles/{slug}.{locale}.md         front matter and Markdown
images/{digest}{suffix}             what the articles show and offer, named by what it holds
files.json                          {digest: what the file was called}
"""
