"""Engine: a step gives the same rows however it is run, and a row that breaks it becomes a fault."""

from collections.abc import Iterator

from headwater.engine import LocalEngine
from headwater.records import Fault, Place, Record, from_table, to_table


class Item(Record, frozen=True):
    """A row to work on."""

    document: str
    size: int


def halves(item: Item) -> Iterator[Place]:
    """Two places a row; odd sizes cannot be halved."""
    if item.size % 2:
        raise ValueError(f"{item.size} is odd")
    yield Place(item.document, 0, item.size // 2)
    yield Place(item.document, item.size // 2, item.size)


ITEMS = to_table(Item, [Item(f"d{i:03}", i) for i in range(150)])


def test_many_processes_give_the_rows_of_one() -> None:
    alone = LocalEngine().each(Item, ITEMS, halves, (Place, Fault))
    together = LocalEngine(jobs=2, rows_that_pay=10).each(Item, ITEMS, halves, (Place, Fault))
    assert [t.to_pylist() for t in alone] == [t.to_pylist() for t in together]
    assert alone[0].num_rows == 150


def test_a_row_that_breaks_the_step_is_a_fault_that_says_where_and_why() -> None:
    _, faults = LocalEngine().each(Item, ITEMS.slice(0, 2), halves, (Place, Fault))
    (fault,) = from_table(Fault, faults)
    assert (fault.document, fault.stage) == ("d001", "test_engine")
    assert "1 is odd" in fault.message


def test_sql_sees_the_tables_by_name() -> None:
    found = LocalEngine().sql("select document from items where size > 147 order by size", items=ITEMS)
    assert found.to_pylist() == [{"document": "d148"}, {"document": "d149"}]
