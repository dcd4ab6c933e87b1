"""Imports: upload an article, watch it being read, undo it. For staff only."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dashboard import imports
from dashboard.forms import UploadForm
from dashboard.models import Import, User
from dashboard.tasks import run_import
from kg.errors import KGError

_SHOWN = 50
View = Callable[..., HttpResponseBase]


def staff_only(view: View) -> View:
    """403 for readers; who is not logged in is sent to the login before."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@staff_only
@require_http_methods(["GET", "POST"])
def imports_page(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = {key: form.cleaned_data[key] for key in ("published", "title", "publisher", "url", "dry_run")}
        file = form.cleaned_data["file"]
        job, is_new = imports.receive(file.read(), file.name, _user(request), **given)
        if is_new:
            run_import.enqueue(job.pk)
        else:
            messages.info(request, f"This file is already imported as number {job.pk}.")
        return redirect("import", number=job.pk)
    jobs = Import.objects.select_related("created_by")[:_SHOWN]
    return render(request, "imports/list.html", {"form": form, "jobs": jobs}, status=400 if form.errors else 200)


@staff_only
@require_GET
def import_page(request: HttpRequest, number: int) -> HttpResponse:
    """The page of one import; asked by htmx, only its card, which stops asking when the import is over."""
    job = get_object_or_404(Import, pk=number)
    template = "imports/_card.html" if request.htmx else "imports/one.html"  # type: ignore[attr-defined]
    return render(request, template, {"job": job})


@staff_only
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    job = get_object_or_404(Import, pk=number)
    try:
        imports.undo(job, _user(request))
    except KGError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Import {job.pk} is undone; the graph is as if it had never been.")
    return redirect("import", number=number)


@staff_only
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Runs a refused import, or one whose worker died, once more."""
    job = get_object_or_404(Import, pk=number)
    if imports.queue_again(job, _user(request)):
        run_import.enqueue(job.pk)
    else:
        messages.info(request, f"Import {job.pk} is {job.get_status_display()}; there is nothing to run again.")
    return redirect("import", number=number)


@staff_only
@require_GET
def original(request: HttpRequest, number: int) -> FileResponse:  # noqa: ARG001
    """The uploaded file, as an attachment that no browser runs."""
    job = get_object_or_404(Import, pk=number)
    return FileResponse(
        job.original.open("rb"), as_attachment=True, filename=job.name, content_type="application/octet-stream"
    )
