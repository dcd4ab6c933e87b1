"""Every Cypher text that walks the whole graph: to print it and to check it."""

from typing import Final

NODES: Final = """
MATCH (n) WHERE n:Entity OR n:Event OR n:Article OR n:Report OR n:World
RETURN labels(n) AS labels, n{.*} AS properties
"""
RELATIONSHIPS: Final = """
MATCH (a)-[r:ACTS_IN|SUPPORTS|SAID_BY|IN|MENTIONS|HOLDS|MEMBER_OF|KIN_OF|TIED]->(b)
RETURN type(r) AS type, a.id AS start, b.id AS end, r{.*} AS properties
"""
ORPHANS: Final = """
MATCH (e:Entity)
WHERE coalesce(e.known, false) = false AND COUNT { (e)<-[:MENTIONS]-(:Article) } = 0
RETURN e.id AS id
UNION ALL
MATCH (e:Event) WHERE COUNT { (e)<-[:SUPPORTS]-(:Report) } = 0 RETURN e.id AS id
UNION ALL
MATCH (r:Report) WHERE COUNT { (r)-[:IN]->(:Article) } = 0 RETURN r.id AS id
UNION ALL
MATCH (r:Report {form: 'event'}) WHERE COUNT { (r)-[:SUPPORTS]->(:Event) } = 0 RETURN r.id AS id
UNION ALL
MATCH (a:Article) WHERE COUNT { (a)<-[:IN]-(:Report) } = 0 AND COUNT { (a)-[:MENTIONS]->(:Entity) } = 0
RETURN a.id AS id
"""
BUCKETS: Final = "MATCH (r:Report) RETURN DISTINCT r.bucket AS bucket"
EVENT_BUCKETS: Final = "MATCH (e:Event) RETURN DISTINCT e.bucket AS bucket"
TALLIED_ENTITIES: Final = """
MATCH (e:Entity) WHERE e.id > $after RETURN e{.*} AS entity ORDER BY e.id LIMIT $limit
"""
ALL_TIES: Final = "MATCH (a:Entity)-[t:TIED]->(b:Entity) RETURN a.id AS a, b.id AS b, t{.*} AS tie"
WORLD: Final = "OPTIONAL MATCH (w:World {id: 'world'}) RETURN w{.*} AS world"
UNBROUGHT: Final = """
MATCH (a:Article) WHERE NOT EXISTS { MATCH (c:Contribution {article: a.id}) } RETURN a.id AS id
"""
