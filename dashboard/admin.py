"""Django's admin: users may be edited, imports and the audit log only read."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from dashboard.models import AuditEvent, Import, User

admin.site.register(User, UserAdmin)


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002
        return False


@admin.register(Import)
class ImportAdmin(ReadOnly):
    list_display = ("id", "name", "status", "created_by", "created_at")
    list_filter = ("status",)


@admin.register(AuditEvent)
class AuditAdmin(ReadOnly):
    list_display = ("at", "who", "what", "subject")
    list_filter = ("what",)
