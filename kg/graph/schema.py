"""Constraints and indexes. They are made before any data: the embedded server freezes a property's type otherwise.

Uniqueness only (existence and node keys are Enterprise on Neo4j). The full-text index is the one thing that the two
kinds of server are told in different languages; nowhere else does the project ask which one it talks to.
"""

from typing import Final, LiteralString

from neo4j import Driver

FULL_TEXT: Final = "entity_names"

_COMMON: Final[tuple[LiteralString, ...]] = (
    "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT event_id IF NOT EXISTS FOR (n:Event) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT article_id IF NOT EXISTS FOR (n:Article) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT report_id IF NOT EXISTS FOR (n:Report) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT contribution_id IF NOT EXISTS FOR (n:Contribution) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT world_id IF NOT EXISTS FOR (n:World) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT tied_key IF NOT EXISTS FOR ()-[r:TIED]-() REQUIRE r.key IS UNIQUE",
    "CREATE INDEX report_bucket IF NOT EXISTS FOR (n:Report) ON (n.bucket)",
    "CREATE INDEX event_bucket IF NOT EXISTS FOR (n:Event) ON (n.bucket)",
    "CREATE INDEX event_at IF NOT EXISTS FOR (n:Event) ON (n.at)",
    "CREATE INDEX contribution_article IF NOT EXISTS FOR (n:Contribution) ON (n.article)",
    "CREATE INDEX contribution_import IF NOT EXISTS FOR (n:Contribution) ON (n.import)",
    "CREATE INDEX entity_kind IF NOT EXISTS FOR (n:Entity) ON (n.kind)",
    "CREATE INDEX article_published IF NOT EXISTS FOR (n:Article) ON (n.published)",
)
_FULL_TEXT_CYPHER: Final[LiteralString] = (
    "CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.search]"
)
FULL_TEXT_SQL: Final = (
    "CREATE PROPERTY Entity.search IF NOT EXISTS STRING",
    "CREATE INDEX entity_names IF NOT EXISTS ON Entity (search) FULL_TEXT",
)


def make_common(driver: Driver, database: str) -> None:
    """What both kinds of server are told alike. Does nothing where it exists already."""
    for command in _COMMON:
        driver.execute_query(command, database_=database)


def make_full_text(driver: Driver, database: str) -> None:
    """The full-text index of a Neo4j, and the wait until all indexes serve."""
    driver.execute_query(_FULL_TEXT_CYPHER, database_=database)
    driver.execute_query("CALL db.awaitIndexes(60)", database_=database)
