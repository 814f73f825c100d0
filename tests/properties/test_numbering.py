"""Numbers of schedule items, and items that account for everything, whatever the material."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from disclosure.schedule import items, numbering
from disclosure.schedule.decisions import Decisions
from disclosure.schedule.descriptions import Search
from disclosure.schedule.items import CaseFacts, MaterialGroup, Register
from disclosure.schedule.numbering import ItemNumber, Line

KEYS = st.lists(st.tuples(st.integers(0, 30).map(str), st.booleans()), unique_by=lambda wanted: wanted[0], max_size=25)
Row = tuple[str, str, str | None, str | None, str, int]
GROUPS = st.lists(
    st.tuples(
        st.sampled_from(["A/1", "B/2"]),
        st.sampled_from(["messages", "calls", "files", "passwords"]),
        st.sampled_from([None, "WhatsApp", "Signal"]),
        st.sampled_from([None, "c1", "c2"]),
        st.sampled_from(items.STATUSES),
        st.integers(1, 5_000),
    ),
    max_size=25,
)
FACTS = CaseFacts(
    exhibits=("A/1",),
    searches={"A/1": Search(terms=1, term_tables=frozenset({"messages"}))},
    exports={"A/1": 1, "B/2": 2},
)


def material(rows: list[Row]) -> list[MaterialGroup]:
    return [
        MaterialGroup(number, ref, table, application, conversation if table == "messages" else None, status, quantity)
        for number, (ref, table, application, conversation, status, quantity) in enumerate(rows)
    ]


def build(rows: list[Row], before: Register | None = None) -> Register:
    issued = before.items if before else ()
    return items.build(material(rows), issued, Decisions(), FACTS, before.submission + 1 if before else 1)


@given(st.lists(KEYS, max_size=5))
def test_numbers_are_consecutive_unique_and_never_change(submissions: list[list[tuple[str, bool]]]) -> None:
    issued: list[Line] = []
    for submission, wanted in enumerate(submissions, start=1):
        before = {line.item_key: line for line in issued}
        new = numbering.issue(issued, wanted, submission)
        issued += new
        assert {key for key, _ in wanted} <= {line.item_key for line in issued}
        assert all(line in issued for line in before.values())
        assert not {line.item_key for line in new} & before.keys()
        assert numbering.issue(issued, wanted, submission + 1) == ()
    numbering.check(issued)
    for is_sensitive in (False, True):
        values = [n.value for line in issued if (n := numbering.parse(line.item_number)).is_sensitive is is_sensitive]
        assert values == list(range(1, len(values) + 1))


@given(st.booleans(), st.integers(1, 10**6))
def test_a_number_reads_back_as_it_was_printed(is_sensitive: bool, value: int) -> None:
    number = ItemNumber(is_sensitive, value)
    assert numbering.parse(str(number)) == number


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=8)), min_size=1, max_size=4), max_size=6))
def test_different_parts_make_different_keys(listed: list[list[str | None]]) -> None:
    same = {tuple(part or "" for part in parts) for parts in listed}
    assert len({numbering.make_key(*parts) for parts in listed}) == len(same)


@given(GROUPS, GROUPS)
def test_every_artefact_is_accounted_for_exactly_once(
    first: list[Row],
    second: list[Row],
) -> None:
    before = build(first)
    for rows, register in ((first, before), (second, build(second, before))):
        placed = sorted(number for item in register.items for number in item.group_ids)
        assert placed == list(range(len(rows)))
        counted = sum(item.quantity for item in register.items if item.artefact_table)
        assert counted == sum(row[-1] for row in rows)
        assert all(row.difference == 0 for row in register.balance)
        assert {item.item_class for item in register.items if item.kind == "block"} <= {
            "block",
            "out_of_scope",
            "privileged",
        }


@given(GROUPS, st.randoms(use_true_random=False))
def test_the_order_of_the_material_does_not_matter(rows: list[Row], chance: object) -> None:
    groups = material(rows)
    shuffled = list(groups)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # random.Random
    one = items.build(groups, (), Decisions(), FACTS, 1)
    other = items.build(shuffled, (), Decisions(), FACTS, 1)
    assert one == other


SETTINGS = st.tuples(
    GROUPS,
    st.lists(st.sampled_from(["A/1", "B/2"]), unique=True, max_size=2),
    st.sampled_from(["sensitive", "evidence", "not_relevant"]),
    st.booleans(),
)


def decide(rows: list[Row], exhibits: list[str], kind: str) -> Decisions:
    """A decision on the calls of some exhibits, where there are any that may be examined."""
    held = {row[0] for row in rows if row[1] == "calls" and row[4] not in ("privileged", "out_of_scope")}
    extra = {
        "sensitive": {"reason": "a real risk of serious prejudice", "prosecutor_informed": True},
        "evidence": {"decided_by": "DC Example"},
        "not_relevant": {"decided_by": "DC Example", "reason": "no bearing"},
    }[kind]
    entries = [{"exhibit": ref, "table": "calls", **extra} for ref in exhibits if ref in held]
    return Decisions.model_validate({kind: entries})


def lifted(decided: Decisions, before: Register | None) -> Decisions:
    """A decision with every earlier sensitive item that it does not name any more lifted."""
    if before is None:
        return decided
    named = {f"sensitive|table|{entry.exhibit}|calls|" for entry in decided.sensitive}
    gone = [item.item_number for item in before.items if item.is_sensitive and item.item_key not in named]
    return decided.model_copy(update={"no_longer_sensitive": tuple(gone)})


@given(st.lists(SETTINGS, min_size=1, max_size=5))
def test_numbers_over_submissions_withdrawals_and_reruns(
    submissions: list[tuple[list[Row], list[str], str, bool]],
) -> None:
    before: Register | None = None
    keys: dict[str, str] = {}
    for rows, exhibits, kind, runs_again in submissions:
        decided = lifted(decide(rows, exhibits, kind), before)
        for _ in range(1 + runs_again):
            groups = material(rows)
            issued = before.items if before else ()
            register = items.build(groups, issued, decided, FACTS, before.submission + 1 if before else 1)
            for item in register.items:
                assert keys.setdefault(item.item_number, item.item_key) == item.item_key
            assert len(keys) == len(register.items), "no number is lost and none is issued twice"
            for is_sensitive in (False, True):
                values = [item.number.value for item in register.items if item.is_sensitive is is_sensitive]
                assert values == list(range(1, len(values) + 1))
            assert set(register.outcomes) == {group.group_id for group in groups}
            assert set(register.outcomes.values()) <= set(items.OUTCOMES)
            listed = {number for item in register.items for number in item.group_ids}
            apart = {n for n, outcome in register.outcomes.items() if outcome in ("evidence", "not_relevant")}
            assert listed | apart == set(register.outcomes)
            assert not listed & apart
            assert all(row.difference == 0 for row in register.balance)
            again = items.build(groups, register.items, decided, FACTS, register.submission + 1)
            assert (again.new, again.revised, again.withdrawn) == ((), (), ())
            before = register
