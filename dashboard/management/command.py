"""What all of Entente's commands share: a known error is one sentence on stderr and exit code 1."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from kg.errors import KGError


class EntenteCommand(BaseCommand):
    """Subclasses write `run`, whose KGErrors are told without a stack trace."""

    def handle(self, *_args: object, **options: Any) -> None:
        try:
            self.run(**options)
        except KGError as error:
            self.stderr.write(str(error))
            sys.exit(1)
        except DatabaseError as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            self.stderr.write(
                f"The database cannot be used ({reason}); check DATABASE_URL and run `manage.py migrate`."
            )
            sys.exit(1)
        except BrokenPipeError:  # `manage.py graph dump | head`
            sys.stderr.close()

    def run(self, **options: Any) -> None:
        raise NotImplementedError
