"""A cache keeps what was used last."""

from ssg.recent import Recent


def test_the_value_that_was_not_used_for_the_longest_time_is_dropped() -> None:
    kept = Recent[str, int](3)
    for number, name in enumerate("abc"):
        assert kept.add(name, number) == number
    assert kept.get("a") == 0
    kept.add("d", 3)
    assert [kept.get(name) for name in "abcd"] == [0, None, 2, 3]
    assert len(kept) == 3


def test_large_values_count_as_more_than_one() -> None:
    kept = Recent[str, str](10)
    kept.add("a", "small", 2)
    kept.add("b", "large", 6)
    kept.add("c", "medium", 4)
    assert [kept.get(name) for name in "abc"] == [None, "large", "medium"]
    kept.add("b", "huge", 20)
    assert [kept.get(name) for name in "abc"] == [None, "huge", None]
    kept.add("d", "small", 10)
    assert [kept.get(name) for name in "bd"] == [None, "small"]


def test_a_new_value_replaces_the_old_one_of_its_key() -> None:
    kept = Recent[str, int](2)
    for number in range(5):
        kept.add("a", number)
    kept.add("b", 9)
    assert (kept.get("a"), kept.get("b"), len(kept)) == (4, 9, 2)
