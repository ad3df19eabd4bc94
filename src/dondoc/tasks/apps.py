"""The tasks app, and what it does when something happens below."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """From a confirmed reading to proved completion."""

    name = "dondoc.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Make proposals of whatever the register takes in, and tasks of what we issue; tell of the steps of tasks."""
        from dondoc.documents.events import CitesAbsent, DocumentIssued, DocumentRecalled, DocumentRegistered
        from dondoc.kernel import events, measures

        from .events import TaskMoved
        from .measures import MEASURES
        from .services import (
            assign_on,
            await_tasks,
            follow_direction,
            note_letter_issued,
            propose_on,
            tell_of_move,
            tell_of_recall,
        )

        events.subscribe(DocumentRegistered, propose_on)
        events.subscribe(CitesAbsent, await_tasks)
        events.subscribe(DocumentIssued, assign_on)
        events.subscribe(DocumentIssued, note_letter_issued)
        events.subscribe(DocumentRecalled, tell_of_recall)
        events.subscribe(TaskMoved, tell_of_move)
        events.subscribe(TaskMoved, follow_direction)
        measures.register(*MEASURES)
