"""What holds of all amendments: what is worked out is right, order does not count, rubrics can be read back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from handbill.amend.conflict import conflicts
from handbill.amend.derive import derive
from handbill.amend.operations import AddWords, Change, DeleteClause, InsertClauses, NewClause, Rewrite
from handbill.amend.rubric import read_rubric, rubric
from handbill.amend.sheet import Marked, MarkedClause
from handbill.amend.variants import amended, marked
from handbill.amend.written import change_data
from handbill.models.amendment import Edit
from handbill.models.motion import PARTS, Motion
from handbill.source import Text
from handbill.wording import known_words
from tests.amend.motions import TEXTS, WORDS, edited, made, said


@settings(max_examples=80)
@given(edited())
def test_the_amendment_worked_out_from_an_edit_gives_the_edited_motion(pair: tuple[Motion, Motion]) -> None:
    base, copy = pair
    assert said(amended(base, derive(base, copy))) == said(copy)


@settings(max_examples=40)
@given(edited())
def test_a_rubric_read_back_gives_the_operation(pair: tuple[Motion, Motion]) -> None:
    base, copy = pair
    for change in derive(base, copy):
        for lang in ("en-GB", "cy"):
            told = rubric(change, base, known_words(lang))
            (back,) = read_rubric(told, lang)
            assert type(back) is type(change)
            assert rubric(back, base, known_words(lang)) == told
            assert said(amended(base, [back])) == said(amended(base, [change]))


@settings(max_examples=30)
@given(edited())
def test_an_amendment_that_is_written_reads_back(pair: tuple[Motion, Motion]) -> None:
    for change in derive(*pair):
        assert Edit.model_validate(texts_in(change_data(change))).operations == (change,)


def texts_in(value: object) -> object:
    """Data as a file gives it: all its texts know that they are texts."""
    if isinstance(value, dict):
        return {key: texts_in(each) for key, each in value.items()}
    if isinstance(value, list):
        return [texts_in(each) for each in value]
    return Text(str(value))


@settings(max_examples=30)
@given(edited())
def test_a_marked_motion_holds_the_motion_before_and_after(pair: tuple[Motion, Motion]) -> None:
    base, copy = pair
    found = marked(base, derive(base, copy))
    assert read(found, "inserted") == said(base)
    assert read(found, "deleted") == said(copy)


def read(found: Marked, left_out: str) -> tuple[object, ...]:
    """A marked-up motion, as it reads without what is struck or without what is new."""

    def text(spans: object) -> str:
        return "".join(span.text for span in spans if span.kind != left_out)  # type: ignore[attr-defined]

    def clause(each: MarkedClause) -> tuple[str, tuple[str, ...]]:
        return text(each.spans), tuple(filter(None, map(text, each.points)))

    rows = [[clause(each) for each in found.parts[part] if each.kind != left_out] for part in PARTS]
    return text(found.title), rows


CHANGES = st.sampled_from([AddWords, Rewrite, DeleteClause])


def change(kind: type[Change], part: str, number: int, words: str) -> Change:
    cited = f"{part.capitalize()} {number}"
    if kind is DeleteClause:
        return DeleteClause(cited)
    return AddWords(cited, words) if kind is AddWords else Rewrite(cited, words)


@settings(max_examples=40)
@given(
    st.lists(TEXTS, min_size=2, max_size=6, unique=True),
    st.data(),
)
def test_two_amendments_that_do_not_touch_apply_in_either_order(texts: list[str], data: st.DataObject) -> None:
    base = made({"resolves": [Text(each) for each in texts]})
    mine = data.draw(st.lists(st.integers(1, len(texts)), min_size=1, max_size=len(texts) - 1, unique=True))
    rest = [number for number in range(1, len(texts) + 1) if number not in mine]
    one, other = (
        [change(data.draw(CHANGES), "resolves", number, data.draw(WORDS)) for number in numbers]
        for numbers in (mine, rest)
    )
    gaps = data.draw(st.permutations(range(1, len(texts) + 1)))
    one.append(InsertClauses(f"Resolves {gaps[0]}", (NewClause("one"),)))
    other.append(InsertClauses(f"Resolves {gaps[1]}", (NewClause("other"),)))
    assert conflicts(base, one, other) == []
    assert amended(base, [*one, *other]) == amended(base, [*other, *one])


@settings(max_examples=40)
@given(edited(), st.data())
def test_amendments_whose_order_counts_are_named(pair: tuple[Motion, Motion], data: st.DataObject) -> None:
    base, copy = pair
    changes = derive(base, copy)
    cut = data.draw(st.integers(0, len(changes)))
    one, other = changes[:cut], changes[cut:]
    if not conflicts(base, one, other):
        assert amended(base, [*one, *other]) == amended(base, [*other, *one])
