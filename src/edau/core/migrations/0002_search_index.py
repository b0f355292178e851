"""The tables of the search index. They are no models: the full-text parts differ by database and nothing joins them."""

from django.db import migrations

DOCUMENT = """
CREATE TABLE core_search_document (
    id integer PRIMARY KEY,
    label varchar(80) NOT NULL,
    object_id varchar(64) NOT NULL,
    kind varchar(40) NOT NULL,
    area varchar(40) NOT NULL,
    weight double precision NOT NULL,
    titles text NOT NULL,
    payload text NOT NULL{words},
    UNIQUE (label, object_id)
)
"""
# Keys compare byte by byte, whatever the database's language: the beginning of a name is a range of keys.
NAME = """
CREATE TABLE core_search_name (
    key text COLLATE {bytewise} NOT NULL,
    document integer NOT NULL REFERENCES core_search_document (id) ON DELETE CASCADE,
    PRIMARY KEY (key, document)
)
"""
CREATE = {
    "sqlite": [
        DOCUMENT.format(words=""),
        NAME.format(bytewise="BINARY"),
        "CREATE VIRTUAL TABLE core_search_text USING fts5(title_cy, title_en, body_cy, body_en)",
    ],
    "postgresql": [
        DOCUMENT.format(words=",\n    words tsvector"),
        NAME.format(bytewise='"C"'),
        "CREATE INDEX core_search_document_words ON core_search_document USING gin (words)",
    ],
}
INDEXES = [
    "CREATE INDEX core_search_document_kind ON core_search_document (kind)",
    "CREATE INDEX core_search_name_document ON core_search_name (document)",
]
DROP = {
    "sqlite": ["DROP TABLE core_search_text", "DROP TABLE core_search_name", "DROP TABLE core_search_document"],
    "postgresql": ["DROP TABLE core_search_name", "DROP TABLE core_search_document"],
}


def create(apps, schema_editor):
    for statement in [*CREATE[schema_editor.connection.vendor], *INDEXES]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
