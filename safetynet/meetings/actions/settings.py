"""What a table's county has set, for whoever writes at that table."""

from safetynet.governance.models import CountySetting, Table
from safetynet.governance.rules import setting_number


def number_set(table: Table, key: str) -> int:
    """A setting of the table's county as a number; what holds for the county where it has set none."""
    changed = dict(CountySetting.objects.filter(county_id=table.county_id, key=key).values_list("key", "value"))
    return setting_number(key, table.county.name, changed)
