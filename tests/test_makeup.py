from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbill.makeup import balance, levelled


def stack(*heights: float, whole: tuple[int, ...] = ()) -> list[tuple[float, float, bool]]:
    """Pieces under each other, a unit apart; no column may end after those in `whole`."""
    pieces, top = [], 0.0
    for number, height in enumerate(heights):
        pieces.append((top, top + height, number not in whole))
        top += height + 1
    return pieces


def test_two_columns_share_evenly_and_the_first_is_the_fuller() -> None:
    assert balance(stack(10, 10, 10, 10), 2) == (0, 2)
    assert balance(stack(10, 10, 10), 2) == (0, 2)


def test_a_column_does_not_end_where_it_must_not() -> None:
    assert balance(stack(10, 10, 10, 10, whole=(1,)), 2) in ((0, 1), (0, 3))


def test_three_columns() -> None:
    assert balance(stack(*[10] * 9), 3) == (0, 3, 6)


def test_one_piece_leaves_a_column_empty() -> None:
    assert balance(stack(10), 2) == (0, 1)


pieces = st.lists(st.tuples(st.floats(1, 50), st.booleans()), min_size=1, max_size=14)


@given(pieces, st.integers(2, 3))
@settings(max_examples=150, deadline=None)
def test_columns_hold_everything_in_order(found: list[tuple[float, bool]], count: int) -> None:
    whole = tuple(number for number, (_, free) in enumerate(found) if not free)
    made = stack(*(height for height, _ in found), whole=whole)
    starts = balance(made, count)
    assert starts[0] == 0
    assert list(starts) == sorted(starts)
    assert len(starts) == count
    for start in starts[1:]:
        assert start in (0, len(made)) or made[start - 1][2]


def test_the_tallest_column_is_as_low_as_can_be() -> None:
    made = stack(30, 10, 10, 10, 20)
    start = balance(made, 2)[1]
    tallest = max(made[start - 1][1], made[-1][1] - made[start][0])
    others = [max(made[cut - 1][1], made[-1][1] - made[cut][0]) for cut in range(1, len(made))]
    assert tallest == pytest.approx(min(others))


def test_a_column_that_is_a_little_shorter_ends_with_the_others() -> None:
    heading, *others = stack(5, 10, 10, 10, whole=(0,))
    assert levelled([heading, *others], 6, 4) == [0, 0, 3, 6]  # nothing between a heading and its text
    assert levelled([heading, *others], 9, 4) == [0, 0, 0, 0]  # blocks would stand too far apart
    assert levelled([(0, 5, True), (5, 10, True)], 2, 4) == [0, 0]  # lines of one paragraph
