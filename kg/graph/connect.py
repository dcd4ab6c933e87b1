"""The way to the graph: one driver per process, made when first needed, with a limit on every wait.

Nothing here may hang: every call has a deadline and a limited number of places to wait (`bulkhead`), and when the
server fell silent or failed several times in a row, callers are refused at once for a while (a circuit breaker).
"""

import os
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString, TypeVar

from neo4j import Driver, GraphDatabase, ManagedTransaction, Query, RoutingControl, Transaction
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from kg.errors import GraphError, GraphUnavailableError
from kg.graph import embedded, schema
from kg.graph.bulkhead import Bulkhead, Silence

T = TypeVar("T")
Tx = ManagedTransaction | Transaction  # one that the driver repeats where needed, or one of our own
Row = dict[str, Any]
Work = Callable[[Tx], T]

_AT_ONCE = 12  # calls of one process that may wait for the server together
_FAILURES = 5  # in a row until the breaker opens
_OPEN_SECONDS = 5.0
_STARTING = 20.0  # seconds more that a call waits while the embedded server starts; 3 are usual, 6 the first time
_BOLT = re.compile(r"(?:bolt|neo4j)(?:\+s|\+ssc)?://")
_EXAMPLE = "bolt://host:7687"
_ATTEMPTS = 6  # of a write that meets another writer's uncommitted node
_LONG_LIMIT = 600.0  # seconds, for writes and for walks through the whole graph


@dataclass(frozen=True, slots=True)
class GraphConfig:
    """Where the graph is. No `uri`: the embedded server with its data under `data_dir`/graph.

    `read_seconds` limits one read, `retry_seconds` the driver's repeats: few for pages, a minute for a worker.
    """

    uri: str | None
    user: str
    password: str
    database: str
    data_dir: Path
    read_seconds: float = 2.5
    retry_seconds: float = 1.0


class Graph:
    """The graph of one process (and of each process forked from it). `calls` counts reads and writes."""

    def __init__(self, config: GraphConfig) -> None:
        self.config = config
        self.calls = 0
        self._line: _Line | None = None
        self._making = threading.Lock()
        self._places = Bulkhead(_AT_ONCE)
        self._failures = 0
        self._silent = False
        self._closed_until = 0.0

    def read(self, query: LiteralString, /, **params: object) -> list[Row]:
        """The rows of one query. Raises GraphUnavailableError, GraphError."""
        return self._read(query, params, self.config.read_seconds)

    def read_all(self, query: LiteralString, /, **params: object) -> list[Row]:
        """As `read`, for commands that walk the whole graph and may take their time."""
        return self._read(query, params, _LONG_LIMIT)

    def _read(self, query: LiteralString, params: dict[str, object], seconds: float) -> list[Row]:
        def ask(driver: Driver) -> list[Row]:
            return driver.execute_query(
                Query(query, timeout=seconds),
                params,
                database_=self.config.database,
                routing_=RoutingControl.READ,
                result_transformer_=lambda result: result.data(),
            )

        return self._call(ask, seconds, again=True)

    def write(self, work: Work[T]) -> T:
        """Runs `work` in one transaction, again from the start where another writer was in the way, so it must
        change nothing but the transaction. Raises GraphUnavailableError, GraphError."""

        def attempt(driver: Driver) -> T:
            for number in range(_ATTEMPTS):
                try:
                    with driver.session(database=self.config.database) as session:
                        return session.execute_write(work)
                except ConstraintError:  # two writers made one node; the embedded server says so at commit
                    if number == _ATTEMPTS - 1:
                        raise
                    time.sleep(0.05 * 2**number)
            raise AssertionError("unreachable")

        return self._call(attempt, _LONG_LIMIT)

    def rehearse(self, work: Work[T]) -> T:
        """What `work` would return, in a transaction that is then rolled back."""

        def attempt(driver: Driver) -> T:
            with driver.session(database=self.config.database) as session, session.begin_transaction() as tx:
                answer = work(tx)
                tx.rollback()
                return answer

        return self._call(attempt, _LONG_LIMIT)

    def ready(self) -> None:
        """Raises GraphUnavailableError unless the server answers."""
        self.read("RETURN 1 AS one")

    def close(self) -> None:
        """Ends this process's connections; the embedded server runs on."""
        line, self._line = self._line, None
        if line is not None and line.process == os.getpid():
            line.driver.close()

    def _call(self, ask: Callable[[Driver], T], seconds: float, *, again: bool = False) -> T:
        """`again`: asking twice does no harm, so an embedded server that just died is started and asked anew."""
        self.calls += 1
        if time.monotonic() < self._closed_until:
            raise GraphUnavailableError(f"{self._where} did not answer just now; try again in a few seconds.")
        line = self._line
        # Not after a silence: then a call before this one still waits for a hung server to be replaced.
        if self.config.uri is None and not self._silent and not (line and line.usable):
            seconds += _STARTING
        try:
            answer = self._places.within(seconds, lambda: ask(self._connected().driver))
        except (ServiceUnavailable, SessionExpired, Silence) as error:
            self._failed(at_once=isinstance(error, Silence))
            if again and self.config.uri is None and not isinstance(error, Silence):
                self.calls -= 1
                return self._call(ask, seconds)
            raise GraphUnavailableError(
                f"{self._where} does not answer; see that it runs and is reachable, then try again."
            ) from error
        except AuthError as error:
            self._line = None
            raise GraphUnavailableError(
                f"{self._where} refused the login; check NEO4J_USER and NEO4J_PASSWORD."
            ) from error
        except TransientError as error:
            raise GraphUnavailableError(f"{self._where} is busy or ran out of time; try again.") from error
        except (Neo4jError, DriverError) as error:
            raise GraphError(f"{self._where} refused a query: {_reason(error)}.") from error
        self._failures = 0
        self._silent = False
        return answer

    def _connected(self) -> "_Line":
        with self._making:
            if self._line is None or not self._line.usable:
                self._line = self._new_line()
            return self._line

    def _new_line(self) -> "_Line":
        if self.config.uri is None:
            server, password = embedded.ensure_running(self.config.data_dir / "graph", _prepare)
            return _Line(_driver(server.uri, "root", password, self.config.retry_seconds), server)
        if not _BOLT.match(self.config.uri):  # the driver has other schemes, which need packages that we do not carry
            raise GraphUnavailableError(f"NEO4J_URI '{self.config.uri}' cannot be used; write it like {_EXAMPLE}.")
        try:
            driver = _driver(self.config.uri, self.config.user, self.config.password, self.config.retry_seconds)
        except (ValueError, ConfigurationError) as error:
            raise GraphUnavailableError(
                f"NEO4J_URI '{self.config.uri}' cannot be used ({error}); write it like {_EXAMPLE}."
            ) from error
        return _Line(driver, None)

    def _failed(self, *, at_once: bool) -> None:
        """The next call makes a new driver, and after a silence new places to wait: what hangs is left to hang."""
        self._line = None
        self._failures += 1
        self._silent = at_once
        if at_once:
            self._places = Bulkhead(_AT_ONCE)
        if at_once or self._failures >= _FAILURES:
            self._closed_until = time.monotonic() + _OPEN_SECONDS

    @property
    def _where(self) -> str:
        return f"The graph server at {self.config.uri}" if self.config.uri else "The embedded graph server"


def make_schema(graph: Graph) -> None:
    """Constraints and indexes, where they are missing. The embedded server gets them when it is first started."""
    graph.ready()
    if graph.config.uri is None:
        return
    driver = graph._new_line().driver
    try:
        schema.make_common(driver, graph.config.database)
        schema.make_full_text(driver, graph.config.database)
    except (Neo4jError, DriverError) as error:
        raise GraphError(f"{graph._where} refused the schema: {_reason(error)}.") from error
    finally:
        driver.close()


def _prepare(server: embedded.Server, password: str) -> None:
    """The schema of new embedded data."""
    driver = _driver(server.uri, "root", password, 30)
    try:
        schema.make_common(driver, "neo4j")
    finally:
        driver.close()
    for command in schema.FULL_TEXT_SQL:
        embedded.sql(server, password, command)


def _driver(uri: str, user: str, password: str, retry_seconds: float) -> Driver:
    return GraphDatabase.driver(
        uri,
        auth=(user, password),
        connection_acquisition_timeout=3,
        connection_timeout=2,
        liveness_check_timeout=20,
        max_connection_lifetime=300,
        max_transaction_retry_time=retry_seconds,
        max_connection_pool_size=_AT_ONCE * 2,
        keep_alive=True,
    )


def _reason(error: Exception) -> str:
    first = (str(getattr(error, "message", "") or error)).strip().splitlines()
    return first[0][:200].rstrip(".") if first else type(error).__name__


class _Line:
    """A driver and what it is good for."""

    def __init__(self, driver: Driver, server: embedded.Server | None) -> None:
        self.driver = driver
        self.process = os.getpid()
        self._server = server

    @property
    def usable(self) -> bool:
        """A driver does not survive a fork, nor the death of the embedded server, which is then started again."""
        return self.process == os.getpid() and (self._server is None or self._server.alive)
