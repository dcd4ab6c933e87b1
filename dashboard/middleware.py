"""What holds for every page: private ones are not kept by caches, known errors become pages that say what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kg.errors import GraphUnavailableError, KGError, NotInGraphError

GetResponse = Callable[[HttpRequest], HttpResponse]


class PrivatePages:
    """Answers to somebody logged in are neither stored by the browser nor by a proxy."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class KnownErrors:
    """A KGError becomes a page with its sentence: 404 for what is not there, 503 for a graph that is not."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, KGError):
            return None
        status = 404 if isinstance(exception, NotInGraphError) else 503
        if not isinstance(exception, NotInGraphError | GraphUnavailableError):
            status = 400
        response = render(request, f"{status}.html", {"reason": str(exception)}, status=status)
        if status == 503:
            response.headers["Retry-After"] = "10"
        return response
