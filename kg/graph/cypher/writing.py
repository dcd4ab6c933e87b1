"""Every Cypher text that changes the graph, and what it reads to do so. Values are always parameters.

Labels and relationship types cannot be parameters on every server: there is one text for each kind.
"""

from typing import Final, LiteralString

# One writer at a time: whoever has touched this node makes the others wait (Neo4j) or start again (embedded).
TAKE_TURN: Final = """
MERGE (w:World {id: 'world'}) ON CREATE SET w += $empty
SET w.turn = coalesce(w.turn, 0) + 1
RETURN w{.*} AS world
"""
SET_WORLD: Final = "MATCH (w:World {id: 'world'}) SET w += $properties"

# Contributions and articles
CONTRIBUTIONS_OF_ARTICLE: Final = """
MATCH (c:Contribution {article: $article})
RETURN c.id AS id, c.import AS import, c.digest AS digest, c.number AS number, c.payload AS payload ORDER BY number
"""
CONTRIBUTIONS_OF_IMPORT: Final = """
MATCH (c:Contribution {import: $import_id}) RETURN c.article AS article ORDER BY c.number
"""
PUT_CONTRIBUTION: Final = "MERGE (c:Contribution {id: $id}) SET c += $properties"
DELETE_CONTRIBUTION: Final = "MATCH (c:Contribution {id: $id}) DELETE c"
ARTICLE_TEXT: Final = "MATCH (a:Article {id: $id}) RETURN a.text AS text"
PUT_ARTICLE: Final = "MERGE (a:Article {id: $id}) SET a += $properties"
DELETE_ARTICLE: Final = "MATCH (a:Article {id: $id}) DETACH DELETE a"

# Reports
REPORTS_OF_ARTICLE: Final = """
MATCH (a:Article {id: $id})<-[:IN]-(r:Report) RETURN r.id AS id, r.form AS form, r.bucket AS bucket
"""
CREATE_REPORTS: Final = """
MATCH (a:Article {id: $article}) UNWIND $rows AS row CREATE (r:Report) SET r = row CREATE (r)-[:IN]->(a)
"""
CREATE_SPEAKERS: Final = """
UNWIND $rows AS row MATCH (r:Report {id: row.report}) MATCH (s:Entity {id: row.speaker}) CREATE (r)-[:SAID_BY]->(s)
"""
DELETE_REPORTS: Final = "MATCH (r:Report) WHERE r.id IN $ids DETACH DELETE r"
SET_IMPORT: Final = "MATCH (a:Article {id: $article})<-[:IN]-(r:Report) SET r.import = $import_id"

# Mentions
MENTIONED_IN_ARTICLE: Final = "MATCH (a:Article {id: $id})-[:MENTIONS]->(e:Entity) RETURN e.id AS id"
DELETE_MENTIONS: Final = "MATCH (a:Article {id: $id})-[m:MENTIONS]->() DELETE m"
CREATE_MENTIONS: Final = """
MATCH (a:Article {id: $article}) UNWIND $rows AS row MATCH (e:Entity {id: row.entity})
CREATE (a)-[m:MENTIONS]->(e) SET m = row
"""

# Events
REPORTS_OF_BUCKETS: Final = """
MATCH (r:Report) WHERE r.bucket IN $buckets
MATCH (r)-[:IN]->(a:Article)
RETURN r{.*} AS report, a.id AS article, a.published AS published
"""
EVENTS_OF_BUCKETS: Final = """
MATCH (e:Event) WHERE e.bucket IN $buckets
RETURN e{.*} AS event, [(e)<-[:SUPPORTS]-(r:Report) | r.id] AS reports
"""
EVENTS_OF_ARTICLE: Final = """
MATCH (:Article {id: $id})<-[:IN]-(r:Report) WITH r MATCH (r)-[:SUPPORTS]->(e:Event)
WITH e, min(r.start) AS start RETURN e.label AS label, e.articles AS articles ORDER BY start, e.id
"""
DELETE_EVENTS: Final = "MATCH (e:Event) WHERE e.id IN $ids DETACH DELETE e"
CREATE_EVENTS: Final = "UNWIND $rows AS row CREATE (e:Event) SET e = row"
SET_EVENTS: Final = "UNWIND $rows AS row MATCH (e:Event {id: row.id}) SET e = row"
UNLINK_EVENTS: Final = "MATCH (e:Event) WHERE e.id IN $ids MATCH (e)<-[r:ACTS_IN|SUPPORTS]-() DELETE r"
CREATE_ACTS: Final = """
UNWIND $rows AS row MATCH (x:Entity {id: row.entity}) MATCH (e:Event {id: row.event})
CREATE (x)-[a:ACTS_IN]->(e) SET a.role = row.role, a.via = row.via
"""
CREATE_SUPPORTS: Final = """
UNWIND $rows AS row MATCH (r:Report {id: row.report}) MATCH (e:Event {id: row.event}) CREATE (r)-[:SUPPORTS]->(e)
"""

# Entities
ENTITIES: Final = """
MATCH (e:Entity) WHERE e.id IN $ids
RETURN e{.*} AS entity,
       [(e)<-[m:MENTIONS]-(:Article) | m{.name, .aliases, .state}] AS mentions,
       [(e)-[h:HOLDS]->(b:Entity) | h{.*, body: b.id, state: b.known_state, region: b.known_region}] AS offices
"""
TALLIES: Final = "MATCH (e:Entity) WHERE e.id IN $ids RETURN e{.*} AS entity"
REGIONS: Final = "MATCH (e:State) WHERE e.id IN $ids RETURN e.id AS id, e.known_region AS region"
EXISTING: Final = "MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id AS id"
CREATE_ENTITIES: Final[dict[str, LiteralString]] = {
    "Person": "UNWIND $rows AS row CREATE (e:Entity:Person) SET e = row",
    "State": "UNWIND $rows AS row CREATE (e:Entity:State) SET e = row",
    "Alliance": "UNWIND $rows AS row CREATE (e:Entity:Alliance) SET e = row",
    "Organization": "UNWIND $rows AS row CREATE (e:Entity:Organization) SET e = row",
    "Place": "UNWIND $rows AS row CREATE (e:Entity:Place) SET e = row",
    # Given at creation where the office is known: a label added later moves the node on the embedded server.
    "Leader": "UNWIND $rows AS row CREATE (e:Entity:Person:Leader) SET e = row",
}
SET_ENTITIES: Final = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e += row"
DELETE_ENTITIES: Final = "MATCH (e:Entity) WHERE e.id IN $ids DETACH DELETE e"
KNOWN_ENTITIES: Final = """
MATCH (e:Entity) WHERE e.known = true
RETURN e.id AS id, e.known_name AS known_name, e.known_aliases AS known_aliases, e.known_search AS known_search,
       e.known_state AS known_state, e.known_region AS known_region
"""
MISLABELLED: Final = """
MATCH (e:Person) WHERE (e.kind = 'leader') <> (e:Leader) RETURN e.id AS id, e.kind AS kind ORDER BY id
"""
SET_LEADERS: Final = "MATCH (e:Entity) WHERE e.id IN $ids SET e:Leader"
UNSET_LEADERS: Final = "MATCH (e:Entity) WHERE e.id IN $ids REMOVE e:Leader"

# Offices, memberships, kinship
RELATIONS_OF: Final = """
UNWIND $rows AS row
MATCH (a:Entity {id: row.source})-[h:HOLDS|MEMBER_OF|KIN_OF]->(b:Entity {id: row.target})
WHERE type(h) = row.type
RETURN row.bucket AS bucket, h{.*} AS tie
"""
KNOWN_RELATIONS: Final = """
MATCH (a:Entity)-[h:HOLDS|MEMBER_OF|KIN_OF]->(b:Entity) WHERE h.known = true
RETURN a.id AS source, b.id AS target, type(h) AS type, h{.*} AS tie
"""
CREATE_RELATIONS: Final[dict[str, LiteralString]] = {
    "HOLDS": """
UNWIND $rows AS row MATCH (a:Entity {id: row.source}) MATCH (b:Entity {id: row.target})
CREATE (a)-[h:HOLDS]->(b) SET h = row.properties""",
    "MEMBER_OF": """
UNWIND $rows AS row MATCH (a:Entity {id: row.source}) MATCH (b:Entity {id: row.target})
CREATE (a)-[h:MEMBER_OF]->(b) SET h = row.properties""",
    "KIN_OF": """
UNWIND $rows AS row MATCH (a:Entity {id: row.source}) MATCH (b:Entity {id: row.target})
CREATE (a)-[h:KIN_OF]->(b) SET h = row.properties""",
}
DELETE_RELATIONS: Final = """
UNWIND $rows AS row
MATCH (a:Entity {id: row.source})-[h:HOLDS|MEMBER_OF|KIN_OF]->(:Entity {id: row.target}) WHERE h.key = row.key
DELETE h
"""

# Ties
TIES: Final = "MATCH (a:Entity)-[t:TIED]->(b:Entity) WHERE t.key IN $keys RETURN t{.*} AS tie"
CREATE_TIES: Final = """
UNWIND $rows AS row MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b})
CREATE (a)-[t:TIED]->(b) SET t = row.properties
"""
SET_TIES: Final = """
UNWIND $rows AS row MATCH (:Entity {id: row.a})-[t:TIED]->(:Entity {id: row.b}) SET t = row.properties
"""
DELETE_TIES: Final = """
UNWIND $rows AS row MATCH (:Entity {id: row.a})-[t:TIED]->(:Entity {id: row.b}) DELETE t
"""
EVENTS_OF_ENTITY: Final = """
MATCH (:Entity {id: $id})-[:ACTS_IN]->(e:Event) WITH DISTINCT e RETURN e{.*} AS event
"""
EVENTS_PAGE: Final = """
MATCH (e:Event) WHERE e.id > $after RETURN e{.*} AS event ORDER BY e.id LIMIT $limit
"""
