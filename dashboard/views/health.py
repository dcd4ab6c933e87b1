"""Whether the site is alive, and whether it can answer: for load balancers, without login."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from dashboard.graph import graph
from kg.errors import GraphError


@login_not_required
def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    return JsonResponse({"alive": True})


@login_not_required
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when database and graph answer, else 503; says which of them does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "does not answer"}, status=503)
    try:
        graph().ready()
    except GraphError as error:
        return JsonResponse({"database": "ok", "graph": str(error)}, status=503)
    return JsonResponse({"database": "ok", "graph": "ok"})
