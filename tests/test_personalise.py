"""A document and a branch become a piece: plain, final values, whatever was typed."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbill import shipped
from handbill.errors import ContentError, UsageError
from handbill.library import load
from handbill.personalise import EPOCH, personalise
from handbill.piece.motion import Motion
from handbill.text import BLANK
from tests.projects import BRANCH, CAMPAIGN, MOTION, SVG, Files, branch, leaflet, loaded, piece, plain, side, sound


def test_a_piece_is_frozen_and_made_of_plain_values(tmp_path: Path) -> None:
    files = {**leaflet("headline: '{{ branch.name }}'", "petition: library", "contact"), **branch("meets: 7 pm\n")}
    made = piece(sound(tmp_path, files))
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.branch = "other"  # type: ignore[misc]

    def look(value: Any) -> None:
        if dataclasses.is_dataclass(value):
            for each in dataclasses.fields(value):
                look(getattr(value, each.name))
        elif isinstance(value, tuple):
            for each in value:
                look(each)
        elif isinstance(value, dict):
            assert all(type(key) is str and type(each) is str for key, each in value.items())
        else:
            assert type(value) in (str, int, float, bool, type(None)) or isinstance(value, Path), repr(value)

    look(made)


def test_equal_pieces_have_equal_digests_and_others_do_not(tmp_path: Path) -> None:
    files = leaflet("headline: a", "contact")
    one = piece(sound(tmp_path / "one", files))
    assert piece(sound(tmp_path / "two", files)).digest() == one.digest()
    digests = {one.digest()}
    for number, change in enumerate(
        [
            leaflet("headline: b", "contact"),
            branch("meets: 7 pm\n"),
            branch("terms: {scan: x}\n"),
            leaflet("contact", "headline: a"),
        ]
    ):
        digests.add(piece(sound(tmp_path / str(number), {**files, **change})).digest())
    assert len(digests) == 5


# Anything that is typed

TYPED = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cc"], exclude_characters="\ufeff\u2028\u2029"),
    min_size=1,
)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=TYPED.filter(str.strip), meets=TYPED, by_hand=st.sampled_from([True, False]))
def test_any_name_survives_from_the_file_to_the_page(name: str, meets: str, by_hand: bool, tmp_path: Path) -> None:
    if "{{" in name + meets:
        return  # told as a mistake
    for old in tmp_path.rglob("weir*"):
        old.unlink()
    fields = {"name": name, "type": "clp", "meets": meets}
    if by_hand:
        files: Files = {"branches/weir.yaml": yaml.safe_dump(fields, allow_unicode=True)}
    else:
        cells = [f'"{cell}"' for cell in (text.replace('"', '""') for text in ("weir", name, meets))]
        files = {
            "branches/weir.csv": "slug,name,meets,type\n" + ",".join(cells) + ",clp\n",
            "branches/weir.yaml": BRANCH,
        }
        (tmp_path / "branches").mkdir(exist_ok=True)
    project = loaded(tmp_path, {**files, **leaflet("lead: '**{{ branch.name }}**'", "contact")})
    if not by_hand:
        (tmp_path / "branches/weir.yaml").unlink()
        project = load(tmp_path, shipped.LAYOUTS)
    made = piece(project)
    for text, typed in ((made.branch_name, name), (made.panel.name.plain, name), (made.panel.meets.plain, meets)):
        assert as_typed(text) == as_typed(typed)
    assert as_typed(side(made)[0].plain) == as_typed(name)
    assert "<" not in made.panel.meets.html


def as_typed(text: str) -> str:
    """Text without what typography changes: the kind of a space, the bend of an apostrophe."""
    return " ".join(text.replace("’", "'").split())


@settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=st.text("abc XYZ.,;?äŵ北0123456789&<>%$£€=+@/", min_size=1).filter(str.strip))
def test_any_title_without_marks_survives(title: str, tmp_path: Path) -> None:
    document = {"title": title, "campaign": "library", "layout": "flyer", "sides": [["contact"]]}
    made = piece(sound(tmp_path, {"leaflets/doc.yaml": yaml.safe_dump(document, allow_unicode=True)}))
    assert as_typed(made.title.plain) == as_typed(title.replace("...", "…"))


@pytest.mark.parametrize(
    "value",
    [
        "*bold* [x](javascript:alert(1))",
        "<script>alert(1)</script>",
        "{% x %}",
        "[^budget]",
        "`a` **b** _c_",
        "&lt;b&gt;",
        "# x",
        "1. x",
    ],
)
def test_what_a_branch_says_is_never_markup(value: str, tmp_path: Path) -> None:
    files = {
        "branches/weir.yaml": yaml.safe_dump(
            {"name": value, "type": "clp", "meets": value, "imprint": {"promoter": value}}
        ),
        **leaflet("lead: so {{ branch.name }}, {{ branch.meets }}, {{ branch.imprint.promoter }}", "contact"),
    }
    made = piece(sound(tmp_path, files))
    lead, panel = side(made)
    assert as_typed(lead.plain) == f"so {value}, {value}, {value}"
    assert made.sources == ()
    for rich in (lead, panel.name, panel.meets, made.imprint.text):
        assert "<" not in rich.html
        assert value in rich.plain.replace("\u00a0", " ")


def test_a_text_given_as_a_number_or_a_date_stays_as_typed(tmp_path: Path) -> None:
    files = branch("meets: 2026-12-01\nplace: no\nsecretary: {name: 007, phone: 01632 960123}\n")
    panel = piece(sound(tmp_path, {**files, **leaflet("contact")})).panel
    assert (panel.meets.plain, panel.place) == ("2026-12-01", "no")
    assert (panel.secretary.plain, panel.phone) == ("007", "01632 960123")


def test_the_imprint_of_a_name_that_ends_with_a_full_stop_has_no_second_one(tmp_path: Path) -> None:
    files = {
        "branches/weir.yaml": "name: Weir Co-op Ltd.\ntype: clp\nimprint: {promoter: 'A. B., 1 Mill Lane, Weir'}\n"
    }
    made = piece(sound(tmp_path, {**files, **leaflet("lead: so")}))
    assert as_typed(made.imprint.text.plain) == "Promoted by A. B., 1 Mill Lane, Weir on behalf of Weir Co-op Ltd."


# Names without a value


@pytest.mark.parametrize("mp", ["", "mp:\n", "mp: {name: ''}\n", "mp: {name: ' ', constituency: Weir}\n"])
def test_a_name_without_a_value_is_told_at_its_line_for_each_text(mp: str, tmp_path: Path) -> None:
    files = leaflet("lead: Write to {{ branch.mp.name }}.", "text: Ask {{ branch.mp.name }} and {{ branch.meets }}.")
    project = sound(tmp_path, {**files, **branch(mp)})
    with pytest.raises(ContentError) as told:
        piece(project)
    assert [(each.mark.line, each.mark.column, each.message) for each in told.value.problems] == [
        (5, 25, "'branch.mp.name' has no value here"),
        (6, 20, "'branch.mp.name' has no value here"),
        (6, 45, "'branch.meets' has no value here"),
    ]


def test_the_second_of_two_in_one_text_is_told_at_its_own_place(tmp_path: Path) -> None:
    files = leaflet("lead: '{{ branch.meets }}, {{ branch.name }}, {{ branch.meets }}'")
    with pytest.raises(ContentError) as told:
        piece(sound(tmp_path, files))
    assert [each.mark.column for each in told.value.problems] == [17, 56]


# The neutral copy


def test_the_neutral_copy_has_ruled_blanks(tmp_path: Path) -> None:
    files = {
        **leaflet(
            "headline: '{{ branch.name }} meets {{ branch.meets }}'", "text: '[ours]({{ branch.website }})'", "contact"
        ),
        "motions/motion.yaml": MOTION + "notes: [a]\n",
        "campaigns/library.yaml": CAMPAIGN + "brand: {colour: '#111111'}\n",
    }
    project = sound(tmp_path, files)
    made = piece(project, branch=None)
    assert (made.branch, made.branch_name, made.organisation_name.plain, made.blank) == ("none", "", "", True)
    assert made.panel.name == made.panel.meets == BLANK
    headline, text, panel = side(made)
    assert headline.html.replace("\u00a0", " ") == f"{BLANK.html} meets {BLANK.html}"
    assert "<a" not in text.html
    assert panel == made.panel
    assert made.imprint.text.html == f"Printed by {BLANK.html}. Promoted by {BLANK.html} on behalf of {BLANK.html}."
    assert made.imprint.whole
    assert made.palette.brand == "#111111"
    motion = piece(project, "motion", branch=None)
    assert isinstance(motion.body, Motion)
    assert motion.body.parts[0].opening.html == f"This {BLANK.html} notes that"


# Dates inside files


def test_the_date_inside_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert piece(sound(tmp_path, leaflet("contact"))).created == EPOCH
    project = sound(tmp_path, leaflet("contact", head="as_of: 2026-11-01\n"))
    assert piece(project).created == "2026-11-01T00:00:00+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert piece(project).created == "2023-11-14T22:13:20+00:00"
    assert plain(piece(project).as_of) == "1 November 2026"


@pytest.mark.parametrize("epoch", ["yesterday", "9" * 30, "-" + "9" * 30, "1.5"])
def test_a_date_inside_files_that_is_none(epoch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match="which is no number of seconds since 1970"):
        piece(sound(tmp_path, leaflet("contact")))


# Pictures


def test_a_picture_that_goes_while_at_work_is_told(tmp_path: Path) -> None:
    files = {"leaflets/a.svg": SVG, **leaflet("image: {file: a.svg, alt: a}")}
    project = sound(tmp_path, files)
    project.pictures.clear()
    (tmp_path / "leaflets/a.svg").unlink()
    with pytest.raises(ContentError, match=r"the picture 'a\.svg' is not there"):
        piece(project)


def test_a_picture_is_looked_at_once(tmp_path: Path) -> None:
    files = {"leaflets/a.svg": SVG, **leaflet("image: {file: a.svg, alt: a}"), "branches/b.yaml": BRANCH}
    project = sound(tmp_path, files)
    (tmp_path / "leaflets/a.svg").unlink()
    assert piece(project).assets() == piece(project, branch="b").assets()


# Many


def test_many_branches_are_personalised_soon(tmp_path: Path) -> None:
    rows = "".join(f'Branch {n},clp,Town {n},"{n % 12} pm, the Hall",P. {n}\n' for n in range(1_000))
    project = sound(
        tmp_path,
        {
            "branches/all.csv": "name,type,place,meets,imprint.promoter\n" + rows,
            **leaflet(
                "headline: Keep it *open*", "text: In {{ branch.place }}.[^budget]", "petition: library", "contact"
            ),
        },
    )
    start = time.process_time()
    entry = project.documents["doc"]
    made = [personalise(project, entry, project.branches[f"branch-{n}"], "en-GB") for n in range(1_000)]
    assert time.process_time() - start < 10
    assert len({each.digest() for each in made}) == 1_000
