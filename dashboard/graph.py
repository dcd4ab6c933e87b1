"""The graph of this process, as the settings name it."""

from functools import cache

from django.conf import settings

from kg.graph.connect import Graph, GraphConfig


@cache
def graph() -> Graph:
    """One connection pool for all threads of the process, short-tempered as a page must be."""
    return Graph(_config())


@cache
def patient_graph() -> Graph:
    """The same graph for commands and jobs, which may wait."""
    return Graph(_config(read_seconds=120.0, retry_seconds=60.0))


def _config(read_seconds: float = 2.5, retry_seconds: float = 1.0) -> GraphConfig:
    return GraphConfig(
        uri=settings.NEO4J_URI,
        user=settings.NEO4J_USER,
        password=settings.NEO4J_PASSWORD,
        database=settings.NEO4J_DATABASE,
        data_dir=settings.DATA_DIR,
        read_seconds=read_seconds,
        retry_seconds=retry_seconds,
    )
