"""What the file of an export has to say of its rows."""

from collections.abc import Container

from bot.store.data_owners import Table


def require_explained(table: Table, said: Container[str]) -> None:
    assert f"data_file.table.{table.name}" in said
    for name in {*table.columns, *table.shown}:
        own = f"data_file.field.{table.name}_{name}"
        assert own in said or f"data_file.field.{name}" in said, (table.name, name)
