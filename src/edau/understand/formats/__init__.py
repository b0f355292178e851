"""A table of figures written in the formats that people and programs open: each format in a file of its own.

Nothing here knows a request or a database. A `Table` carries everything that makes its figures citable, in both
languages; a writer turns it into text, bytes or plain data in one of them.
"""
