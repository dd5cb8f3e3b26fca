"""Text past the edge, hidden, cut off, or on top of other text."""

from __future__ import annotations

import pytest

from handbill.proof import Expected, Finding, proof
from tests.proof.making import EXPECTED, faults, finding, flyer, typeset

OURS = Expected(edition="screen")


def fit_of(front: str, expected: Expected = OURS, css: str = "") -> Finding:
    """Prove the flyer with something faulty on its first page."""
    return finding(proof(flyer(front=front, css=css), expected), "fit")


def test_text_beyond_the_trim_fails_with_its_place() -> None:
    found = fit_of("<p style='position: absolute; left: 115mm; top: 150mm; white-space: nowrap'>too long a line</p>")
    assert (found.result, found.page) == ("fail", 1)
    assert found.detail.startswith("“too long a line” runs over the edge")
    assert found.box is not None
    assert found.box.left == pytest.approx(125, abs=0.5)
    assert found.box.right > 148


def test_text_close_to_the_edge_is_a_warning() -> None:
    found = fit_of("<p style='position: absolute; left: -9mm; top: 150mm'>close to the edge</p>")
    assert found.result == "warn"
    assert "less than 2.5 mm from the edge" in found.detail


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            "<div style='position: relative'><p>covered by a box</p><div style='position: absolute; top: 0;"
            " left: 0; width: 90mm; height: 20mm; background: #fff'></div></div>",
            "“covered by a box” cannot be seen",
        ),
        (
            "<div style='height: 5mm; overflow: hidden'><p style='margin: 0'>first line</p>"
            "<p style='margin: 0'>second line</p></div>",
            "“second line” cannot be seen",
        ),
        ("<p style='color: #fff'>white on white</p>", "“white on white” cannot be seen"),
        ("<p style='opacity: 0.02'>a ghost of a line</p>", "“a ghost of a line” cannot be seen"),
        (
            "<div style='position: relative'><p>half covered line</p><div style='position: absolute; top: 0;"
            " left: 0; width: 12mm; height: 20mm; background: #c8102e'></div></div>",
            "part of “half covered line” is cut off or covered, at “halfc",
        ),
        (
            "<div style='width: 20mm; overflow: hidden; white-space: nowrap'>cut off at the right</div>",
            "part of “cut off at the right” is cut off or covered, at “",
        ),
        (
            "<div style='height: 2.4mm; overflow: hidden; line-height: 1'>UPPER HALF ONLY</div>",
            "part of “UPPER HALF ONLY” is cut off or covered, at “UPPERHALFONLY”",
        ),
        (
            "<div style='position: relative'><p>under a picture</p><svg style='position: absolute; top: 0; left: 0'"
            " width='300' height='60'><rect width='300' height='60' fill='#357'/></svg></div>",
            "“under a picture” cannot be seen",
        ),
    ],
)  # fmt: skip
def test_text_that_cannot_be_seen_fails(fault: str, said: str) -> None:
    found = fit_of(fault)
    assert found.result == "fail"
    assert said in found.detail


@pytest.mark.parametrize("colour", ["#fff", "#ffd23f", "#12203a"])
def test_text_on_a_ground_is_seen(colour: str) -> None:
    on_red = f"<p style='background: #c8102e; color: {colour}'>On a ground of its own</p>"
    assert fit_of(on_red).result == "pass"


def test_text_that_is_askew_transparent_or_on_a_gradient_is_seen() -> None:
    askew = "<p style='transform: rotate(-7deg); width: 60mm'>askew for once</p>"
    pale = "<p style='opacity: .6'>half transparent</p>"
    gradient = "<p style='background: linear-gradient(90deg, #fff, #135)'>on a gradient</p>"
    picture = "<svg width='200' height='40'><text x='5' y='20' font-size='14'>words in a picture</text></svg>"
    assert fit_of(askew + pale + gradient + picture).result == "pass"


def test_two_paragraphs_on_top_of_each_other_fail() -> None:
    one = "<p style='position: absolute; top: 120mm; left: 0; width: 100mm'>One paragraph stands here.</p>"
    two = "<p style='position: absolute; top: 121.5mm; left: 2mm; width: 100mm'>Another stands here too.</p>"
    found = fit_of(one + two)
    assert found.result == "fail"
    assert "“One paragraph stands here.” and “Another stands here too.” stand on top of each other" in found.detail


def test_tight_headlines_with_accents_do_not_count_as_overlapping() -> None:
    tight = "<h1 style='line-height: .86; font-size: 40pt'>Tŷ’r Ŵyl, Château Ångström jumps qualify, Žižek’s Ŷ</h1>"
    assert fit_of(tight).result == "pass"


def test_a_shadow_is_the_same_text_twice() -> None:
    line = "<p style='position: absolute; top: {}mm; left: {}mm'>With a shadow</p>"
    assert fit_of(line.format(120, 0) + line.format(120.3, 0.3)).result == "pass"


def test_letters_at_both_ends_of_a_large_poster_are_seen() -> None:
    html = (
        "<html lang=en><title>A2</title><style>@page { size: 420mm 594mm; margin: 15mm } body { font: 30pt"
        " 'Source Sans 3'; margin: 0 }</style><p style='position: absolute; bottom: 0; right: 0; font-size: 9pt'>"
        "Small at the foot</p><p style='font: 300pt League Gothic'>HUGE</p></html>"
    )
    assert finding(proof(typeset(html), OURS), "fit").result == "pass"


def test_a_strangers_hidden_text_is_a_warning() -> None:
    data = flyer(variant=None, front="<p style='color: #fff'>white on white</p>")
    report = proof(data)
    assert finding(report, "fit").result == "warn"
    assert not faults(report)


def test_the_sound_flyer_fits() -> None:
    assert finding(proof(flyer(), EXPECTED), "fit").result == "pass"
