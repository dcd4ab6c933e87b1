"""What readers and editors may enter, with one sentence for what they may not."""

from typing import Any

from django import forms
from django.conf import settings

from kg.ontology import ontology
from kg.sources.reader import LIMIT

_FORMATS = "Text, Markdown, HTML, PDF or Word, up to 5 MB" + (", in English." if settings.EXTRACTOR == "rules" else ".")
_KINDS = [("", "All types"), *((k, e.label) for k, e in ontology().events.items())]


def _year(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1800, max_value=2100, required=False)


class Filter(forms.Form):
    """A form in an address; wrong values count as not given, and are said on the page."""

    def given(self) -> dict[str, Any]:
        if not self.is_bound:
            return {}
        self.full_clean()
        return self.cleaned_data


class EventFilter(Filter):
    """Which events of a list: side, type, years, order."""

    side = forms.ChoiceField(
        choices=[("", "Both"), ("cooperation", "▲ Cooperation"), ("conflict", "▼ Conflict")], required=False
    )
    kind = forms.ChoiceField(choices=_KINDS, required=False, label="Type")
    first = _year("From year")
    last = _year("To year")
    order = forms.ChoiceField(choices=[("newest", "Newest first"), ("oldest", "Oldest first")], required=False)

    def chosen(self) -> dict[str, Any]:
        """What is asked for, as the graph's reading functions take it; wrong values count as not given."""
        data = self.given()
        return {
            "side": data.get("side") or None,
            "kind": data.get("kind") or None,
            "years": years_of(data),
        }

    def order_chosen(self) -> str:
        return self.given().get("order") or "newest"


class NetworkFilter(Filter):
    """Which neighbours an ego-network shows, and how."""

    distance = forms.ChoiceField(choices=[("1", "1 step"), ("2", "2 steps")], required=False)
    side = forms.ChoiceField(
        choices=[("", "Both"), ("cooperation", "▲ Cooperation"), ("conflict", "▼ Conflict")], required=False
    )
    first = _year("From year")
    last = _year("To year")
    arrange = forms.ChoiceField(
        choices=[("side", "Conflict ↔ cooperation"), ("region", "Region"), ("kind", "Kind")],
        required=False,
        label="Arrange by",
    )
    minimum = forms.IntegerField(min_value=1, max_value=100_000, required=False, label="Minimum events")
    ties = forms.ChoiceField(choices=[("1", "Shown"), ("0", "Hidden")], required=False, label="Ties among them")

    def chosen(self) -> dict[str, Any]:
        data = self.given()
        return {"years": years_of(data), "side": data.get("side") or None, "minimum": data.get("minimum") or 1}


def years_of(data: dict[str, Any]) -> tuple[int, int] | None:
    """From and to, either of them open; None for all years."""
    first, last = data.get("first"), data.get("last")
    if first is None and last is None:
        return None
    return first or 1800, last or 2100


class UploadForm(forms.Form):
    """An article to import, with what its file may not say about itself."""

    file = forms.FileField(label="Article", help_text=_FORMATS)
    published = forms.DateField(
        label="Published",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Where the file does not say it.",
    )
    title = forms.CharField(max_length=500, required=False)
    publisher = forms.CharField(max_length=200, required=False)
    url = forms.URLField(label="Address of the original", required=False, max_length=2000, assume_scheme="https")
    dry_run = forms.BooleanField(required=False, label="Only say what would be written")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LIMIT:
            raise forms.ValidationError(
                f"{file.name} has {file.size / 1e6:.1f} MB; the limit is {LIMIT // 1_000_000} MB, so split it."
            )
        return file
