"""Every Cypher text that answers a question of a page: one question, one text, a limit on every list.

Patterns start at the bound node: the embedded server scans a label where it stands in the middle.
"""

from typing import Final

# An event with its actors and reports; the caller closes the list of reports with its limit.
_EVENT_ROW: Final = """e{.*} AS event,
       [(e)<-[a:ACTS_IN]-(x:Entity) | {role: a.role, via: size(a.via), entity: {id: x.id, kind: x.kind, name: x.name, state: x.state}}] AS actors,
       [(e)<-[:SUPPORTS]-(r:Report) | r{.*, article: [(r)-[:IN]->(a:Article) | a{.id, .title, .publisher, .published,
        .url}][0], by: [(r)-[:SAID_BY]->(s:Entity) | s{.id, .kind, .name, .state}][0]}]"""

# Neighbours with their numbers. `$filtered`: years or kinds were chosen; if not, the kept sums are taken as they are.
_TALLIED: Final = """
MATCH (e:Entity {id: $id})
CALL (e) {
  MATCH (e)-[t:TIED]-(n:Entity)
  WHERE t.total >= $minimum AND ($region IS NULL OR n.region = $region)
  WITH n, t,
    CASE WHEN $filtered THEN reduce(s = 0, i IN range(0, size(t.counts) - 1) |
        s + CASE WHEN t.kinds[i] IN $cooperative AND left(t.periods[i], 4) >= $first AND left(t.periods[i], 4) <= $last
            THEN t.counts[i] ELSE 0 END) ELSE t.cooperation END AS cooperation,
    CASE WHEN $filtered THEN reduce(s = 0, i IN range(0, size(t.counts) - 1) |
        s + CASE WHEN t.kinds[i] IN $conflictive AND left(t.periods[i], 4) >= $first AND left(t.periods[i], 4) <= $last
            THEN t.counts[i] ELSE 0 END) ELSE t.conflict END AS conflict
  WITH n, t, cooperation, conflict, CASE WHEN conflict > cooperation THEN 'conflict' ELSE 'cooperation' END AS side
  WHERE cooperation + conflict >= $minimum AND ($side IS NULL OR side = $side)
"""

# Search and lists

FIND: Final = """
CALL db.index.fulltext.queryNodes('entity_names', $words) YIELD node, score
WITH node, score WHERE CASE WHEN $kind IS NULL THEN node.kind <> 'place' ELSE node.kind = $kind END
WITH node ORDER BY $exact IN node.keys DESC, node.total DESC, size(node.name), node.name LIMIT $limit
RETURN node{.id, .kind, .name, .state, .aliases, .known_search, .cooperation, .conflict} AS entity,
       [(node)-[h:HOLDS]->(b:Entity) | h{.*, body: b.name}] AS offices
"""
BY_KIND: Final = """
MATCH (e:Entity) WHERE e.kind = $kind AND ($region IS NULL OR e.region = $region)
WITH e ORDER BY CASE WHEN $order = 'name' THEN 0 ELSE e.total END DESC, e.name, e.id SKIP $after LIMIT $limit
RETURN e{.id, .kind, .name, .state, .cooperation, .conflict} AS entity,
       [(e)-[h:HOLDS]->(b:Entity) | h{.*, body: b.name}] AS offices
"""

# One entity

PROFILE: Final = """
MATCH (e:Entity {id: $id})
RETURN e{.*} AS entity,
       [(e)-[h:HOLDS]->(b:Entity) | {tie: properties(h), other: {id: b.id, kind: b.kind, name: b.name, state: b.state}}][..200] AS holds,
       [(e)<-[h:HOLDS]-(p:Entity) | {tie: properties(h), other: {id: p.id, kind: p.kind, name: p.name, state: p.state}}][..500] AS held,
       [(e)-[m:MEMBER_OF]->(b:Entity) | {tie: properties(m), other: {id: b.id, kind: b.kind, name: b.name, state: b.state}}][..300] AS belongs,
       [(e)<-[m:MEMBER_OF]-(s:Entity) | {tie: properties(m), other: {id: s.id, kind: s.kind, name: s.name, state: s.state}}][..300] AS members,
       [(e)-[k:KIN_OF]->(p:Entity) | {tie: properties(k), other: {id: p.id, kind: p.kind, name: p.name, state: p.state}}][..50] AS kin_of,
       [(e)<-[k:KIN_OF]-(p:Entity) | {tie: properties(k), other: {id: p.id, kind: p.kind, name: p.name, state: p.state}}][..50] AS kin,
       COUNT { (e)-[:TIED]-() } AS counterparts
"""

EGO: Final = (
    _TALLIED
    + """  WITH n, t, cooperation, conflict, side ORDER BY cooperation + conflict DESC, n.name, n.id
  RETURN collect({id: n.id, region: n.region, side: side, cooperation: cooperation, conflict: conflict,
                  first: t.first, last: t.last}) AS neighbours
}
WITH e, neighbours, [n IN neighbours WHERE n.side = 'conflict'] AS against,
     [n IN neighbours WHERE n.side = 'cooperation'] AS with
WITH e, size(neighbours) AS total, against, with,
     CASE WHEN size(with) < $half THEN $limit - size(with) ELSE $half END AS left_places,
     CASE WHEN size(against) < $limit - $half THEN $limit - size(against) ELSE $limit - $half END AS right_places
WITH e, total, against[..left_places] + with[..right_places] AS shown,
     against[left_places..] + with[right_places..] AS hidden
CALL (hidden) {
  UNWIND hidden AS n
  WITH n.side AS side, coalesce(n.region, '') AS region, n
  WITH side, region, count(*) AS number, sum(n.cooperation) AS cooperation, sum(n.conflict) AS conflict
  RETURN collect({side: side, region: region, number: number, cooperation: cooperation, conflict: conflict}) AS rest
}
CALL (e, shown) {
  WITH e, [s IN shown | s.id] AS ids
  MATCH (e)-[t:TIED]-(n:Entity) WHERE n.id IN ids
  RETURN collect(n{.id, .kind, .name, .state, .region, periods: t.periods, kinds: t.kinds, counts: t.counts}) AS nodes
}
CALL (shown) {
  WITH [s IN shown | s.id] AS ids
  UNWIND ids AS id
  MATCH (a:Entity {id: id})-[t:TIED]->(b:Entity) WHERE b.id IN ids
  WITH a, b, t ORDER BY t.total DESC, t.key LIMIT 36
  RETURN collect({a: a.id, b: b.id, cooperation: t.cooperation, conflict: t.conflict}) AS ties
}
RETURN e{.id, .kind, .name, .state} AS entity, total, shown, nodes, rest, ties
"""
)
NEIGHBOURS: Final = (
    _TALLIED
    + """  WITH n, t, cooperation, conflict,
    CASE $order WHEN 'cooperation' THEN cooperation WHEN 'conflict' THEN conflict WHEN 'name' THEN 0
                WHEN 'latest' THEN 0 ELSE cooperation + conflict END AS rank
  ORDER BY rank DESC, CASE WHEN $order = 'latest' THEN coalesce(t.last, '') ELSE '' END DESC, n.name, n.id
  RETURN collect({id: n.id, kind: n.kind, name: n.name, state: n.state, region: n.region, cooperation: cooperation,
                  conflict: conflict, first: t.first, last: t.last}) AS neighbours
}
RETURN size(neighbours) AS total, neighbours[$after..$after + $limit] AS neighbours
"""
)
TIMELINE: Final = """
MATCH (:Entity {id: $id})-[t:TIED]-(n:Entity)
WITH n, t ORDER BY t.total DESC, n.name, n.id LIMIT $limit
RETURN n{.id, .kind, .name, .state, .region} AS node, t{.*} AS tie
"""
TWO_STEPS: Final = """
MATCH (e:Entity {id: $id})
CALL (e) {
  MATCH (e)-[t:TIED]-(n:Entity)
  WHERE t.total >= $minimum AND ($region IS NULL OR n.region = $region)
    AND ($side IS NULL OR ($side = 'conflict') = (t.conflict > t.cooperation))
    AND ($filtered = false OR any(i IN range(0, size(t.counts) - 1) WHERE
         (t.kinds[i] IN $cooperative OR t.kinds[i] IN $conflictive)
         AND left(t.periods[i], 4) >= $first AND left(t.periods[i], 4) <= $last))
  WITH n, t ORDER BY t.total DESC, n.name, n.id
  RETURN collect({node: {id: n.id, kind: n.kind, name: n.name, state: n.state, region: n.region}, tie: properties(t)})[..$limit] AS near, count(*) AS total
}
CALL (e, near) {
  UNWIND [x IN near | x.node.id] AS id
  CALL (e, near, id) {
    MATCH (m:Entity {id: id})-[u:TIED]-(f:Entity)
    WHERE f.id <> e.id AND NOT f.id IN [x IN near | x.node.id]
    WITH f, u ORDER BY u.total DESC, f.name, f.id LIMIT $further
    RETURN collect({node: {id: f.id, kind: f.kind, name: f.name, state: f.state, region: f.region}, tie: properties(u)}) AS far
  }
  RETURN collect({id: id, far: far}) AS branches
}
RETURN e{.id, .kind, .name, .state} AS entity, total, near, branches
"""
EVENTS_OF: Final = (
    """
MATCH (:Entity {id: $id})-[:ACTS_IN]->(e:Event)
WHERE ($kind IS NULL OR e.kind = $kind) AND ($side IS NULL OR e.side = $side)
  AND ($first IS NULL OR (e.first >= $first AND e.first <= $last))
WITH DISTINCT e ORDER BY e.at DESC
WITH collect(e) AS found
WITH size(found) AS total, [e IN found WHERE $after IS NULL OR e.at < $after][..$limit] AS page
UNWIND page AS e
RETURN total, """
    + _EVENT_ROW
    + "[..20] AS reports"
)

# A pair

# Who is on one side of an event is not tied by it, and a person is not tied through another's office.
DYAD: Final = """
MATCH (a:Entity {id: $a}) MATCH (b:Entity {id: $b})
CALL (a, b) {
  OPTIONAL MATCH (a)-[t:TIED]-(b)
  RETURN collect(t{.*})[0] AS tie
}
CALL (a, b) {
  MATCH (a)-[x:ACTS_IN]->(e:Event)<-[y:ACTS_IN]-(b)
  WHERE e.counted AND x.role <> 'place' AND y.role <> 'place' AND (x.role <> y.role OR x.role = 'participant')
    AND NOT (a:Person AND size(y.via) > 0) AND NOT (b:Person AND size(x.via) > 0)
  WITH DISTINCT e ORDER BY abs(e.intensity) * e.articles DESC, e.at DESC LIMIT 40
  RETURN collect(e.id) AS strongest
}
CALL (a, b) {
  MATCH (a)-[x:ACTS_IN]->(e:Event)<-[y:ACTS_IN]-(b)
  WHERE e.counted AND size(x.via) > 0 AND size(y.via) > 0 AND (x.role <> y.role OR x.role = 'participant')
  UNWIND x.via AS p UNWIND y.via AS q
  WITH p, q, count(DISTINCT e) AS number ORDER BY number DESC, p, q LIMIT 10
  MATCH (m:Entity {id: p}) MATCH (n:Entity {id: q})
  RETURN collect({a: {id: m.id, kind: m.kind, name: m.name, state: m.state}, b: {id: n.id, kind: n.kind, name: n.name, state: n.state}, number: number}) AS members
}
CALL (strongest) {
  UNWIND strongest AS id
  MATCH (e:Event {id: id})
  RETURN collect({event: properties(e),
       actors: [(e)<-[z:ACTS_IN]-(x:Entity) | {role: z.role, via: size(z.via), entity: {id: x.id, kind: x.kind, name: x.name, state: x.state}}],
       reports: [(e)<-[:SUPPORTS]-(r:Report) | r{.*, article: [(r)-[:IN]->(w:Article) | w{.id, .title, .publisher,
        .published, .url}][0], by: [(r)-[:SAID_BY]->(s:Entity) | s{.id, .kind, .name, .state}][0]}][..3]}) AS turns
}
RETURN a{.id, .kind, .name, .state} AS a, b{.id, .kind, .name, .state} AS b, tie, turns, members,
       [(a)-[h:HOLDS]->(o:Entity) | {tie: properties(h), other: {id: o.id, kind: o.kind, name: o.name, state: o.state}}][..200] AS a_holds,
       [(b)-[h:HOLDS]->(o:Entity) | {tie: properties(h), other: {id: o.id, kind: o.kind, name: o.name, state: o.state}}][..200] AS b_holds,
       [(a)<-[h:HOLDS]-(o:Entity) | {tie: properties(h), other: {id: o.id, kind: o.kind, name: o.name, state: o.state}}][..500] AS a_held,
       [(b)<-[h:HOLDS]-(o:Entity) | {tie: properties(h), other: {id: o.id, kind: o.kind, name: o.name, state: o.state}}][..500] AS b_held
"""
DYAD_EVENTS: Final = (
    """
MATCH (a:Entity {id: $a}) MATCH (b:Entity {id: $b})
CALL (a, b) {
  MATCH (a)-[x:ACTS_IN]->(e:Event)<-[y:ACTS_IN]-(b)
  WHERE x.role <> 'place' AND y.role <> 'place' AND (x.role <> y.role OR x.role = 'participant')
    AND NOT (a:Person AND size(y.via) > 0) AND NOT (b:Person AND size(x.via) > 0)
    AND ($kind IS NULL OR e.kind = $kind) AND ($side IS NULL OR e.side = $side)
    AND ($first IS NULL OR (e.first >= $first AND e.first <= $last))
  WITH DISTINCT e ORDER BY e.at DESC
  RETURN collect(e) AS found
}
WITH size(found) AS total, CASE WHEN $oldest THEN reverse(found) ELSE found END AS found
WITH total, [e IN found WHERE $after IS NULL OR CASE WHEN $oldest THEN e.at > $after ELSE e.at < $after END][..$limit]
     AS page
UNWIND page AS e
RETURN total, """
    + _EVENT_ROW
    + "[..20] AS reports"
)

# Events and articles

EVENT: Final = (
    """
MATCH (e:Event {id: $id})
RETURN """
    + _EVENT_ROW
    + "[..500] AS reports"
)
ARTICLE: Final = """
MATCH (a:Article {id: $id})
CALL (a) {
  MATCH (a)<-[:IN]-(r:Report)
  MATCH (r)-[:SUPPORTS]->(e:Event)
  WITH e, collect(r{.*, by: [(r)-[:SAID_BY]->(s:Entity) | s{.id, .kind, .name, .state}][0]}) AS reports
  RETURN collect({event: properties(e), reports: reports,
       actors: [(e)<-[z:ACTS_IN]-(x:Entity) | {role: z.role, via: size(z.via), entity: {id: x.id, kind: x.kind, name: x.name, state: x.state}}]})
       [..2000] AS events
}
RETURN a{.*} AS article, events,
       [(a)-[m:MENTIONS]->(e:Entity) | {starts: m.starts, ends: m.ends, entity: {id: e.id, kind: e.kind, name: e.name, state: e.state}}][..2000]
         AS mentions,
       [(a)<-[:IN]-(r:Report) WHERE r.form = 'relation' | r{.*}][..2000] AS relations
"""
ARTICLES: Final = """
OPTIONAL MATCH (before:Article {id: $after})
WITH collect(before)[0] AS before
MATCH (a:Article)
WHERE before IS NULL OR coalesce(a.published, '') < coalesce(before.published, '')
   OR (coalesce(a.published, '') = coalesce(before.published, '') AND a.id > before.id)
RETURN a{.id, .title, .publisher, .published, .url} AS article
ORDER BY coalesce(a.published, '') DESC, a.id LIMIT $limit
"""

# Home

WORLD: Final = """
OPTIONAL MATCH (w:World {id: 'world'})
WITH w{.*} AS world
CALL () { MATCH (e:Entity) WITH e.kind AS kind, count(*) AS number RETURN collect({kind: kind, n: number}) AS kinds }
CALL () { MATCH (e:Event) RETURN count(e) AS events }
CALL () { MATCH (r:Report) RETURN count(r) AS reports }
CALL () { MATCH (a:Article) RETURN count(a) AS articles, max(a.published) AS latest }
CALL () {
  MATCH (a:Article) WITH a ORDER BY coalesce(a.published, '') DESC, a.id LIMIT 6
  RETURN collect(a{.id, .title, .publisher, .published, .url}) AS newest
}
CALL () {
  MATCH (s:State) WITH s ORDER BY s.name LIMIT 400
  RETURN collect(s{.id, .kind, .name, .state, .region}) AS states
}
CALL () {
  MATCH (x:State)-[t:TIED]->(y:State) WITH x, y, t ORDER BY t.total DESC, t.key LIMIT 300
  WITH x{.id, .kind, .name, .state} AS one, y{.id, .kind, .name, .state} AS other, t{.*} AS tie
  RETURN collect({a: one, b: other, tie: tie}) AS ties
}
RETURN world, kinds, events, reports, articles, latest, newest, states, ties
"""
