"""Under which heading of the agenda a line is put. Whoever does not read custody does not write it either (docs/adr/0007)."""

from collections.abc import Iterable

from django.db import connections

from safetynet.kernel.codes import AgendaSection
from safetynet.meetings.models import AgendaHeading, AgendaItem
from safetynet.meetings.rules.compose import SECTION_ORDER
from safetynet.policy.vocabulary import Category

_ORDER = {section.value: place for place, section in enumerate(SECTION_ORDER)}


def put_under_headings(table: int, lines: Iterable[tuple[AgendaItem, str]]) -> None:
    """Put new lines of a table's agenda under their headings, inside an opened door. A heading of custody is left out where the
    memorandum of the writer's agency does not share placements, and so is one that is not known (empty)."""
    tells = tells_custody(table)
    AgendaHeading.objects.bulk_create(
        [
            AgendaHeading(item=item, table_id=table, youth_id=item.youth_id, section=section, category=category_of(section).value)
            for item, section in lines
            if section and (tells or category_of(section) is Category.MEETING)
        ],
        batch_size=1000,
    )


def category_of(section: str) -> Category:
    """That a youth is new is for every seat; everything else tells custody."""
    return Category.MEETING if section == AgendaSection.NEW else Category.PLACEMENT


def tells_custody(table: int) -> bool:
    """Whether the gates are open in which the bearer of the pass may tell custody at this table."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT %s = ANY (policy.open_tables(%s))", [table, Category.PLACEMENT.value])
        return bool(cursor.fetchone()[0])


def place_of(item: AgendaItem) -> int:
    """Where the line's section stands in the printed order; one that is not told comes last."""
    return _ORDER.get(item.section, len(_ORDER))
