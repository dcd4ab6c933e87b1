"""One error family. The message is one sentence for the user: what, where, what to do."""


class KGError(Exception):
    """Anything the user can understand and act on; `str(error)` is shown as it is."""


class SourceError(KGError):
    """The input cannot be read: missing, empty, binary, too big, wrongly encoded, in a language not read."""


class ExtractionError(KGError):
    """A text was read but no facts can be taken from it (model missing, LLM answer unusable)."""


class ReferenceDataError(KGError):
    """A file of the known world is malformed or contradicts another."""


class GraphError(KGError):
    """The graph refused or cannot do what was asked."""


class GraphUnavailableError(GraphError):
    """The graph server cannot be reached in time; pages answer 503."""


class NotInGraphError(GraphError):
    """The thing asked for is not in the graph; pages answer 404."""


class ImportConflictError(GraphError):
    """An import cannot be committed or undone in the state the graph is in."""
