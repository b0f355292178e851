"""The open interface: the figures of every page as data, at addresses that programs can rely on.

`asking` reads a question, `tables` answers it with a table, `answers` writes that in the format asked for, `problems`
says what was wrong with a question. `description` describes all of it (OpenAPI), `harvest` lists it for other catalogues
(DCAT), `citation` says how to cite it, `links` gives the addresses that pages link to.
"""
