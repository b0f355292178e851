"""Reading a table of what people said: its bytes, its cells, its columns, its rows. Nothing here keeps anything."""
