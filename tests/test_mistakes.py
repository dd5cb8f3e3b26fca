"""A folder full of mistakes: each is told once, at its line, in words that help, and nothing else is told.

`tests/mistakes` is a whole project. Beside what is sound in it stand more than a hundred mistakes, most
in a file of their own that is named after it. `handbill --project tests/mistakes check` shows them all.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
from pathlib import Path

import pytest

from handbill import cli
from handbill.checking import check
from handbill.concerned import concerning
from handbill.errors import Problem
from handbill.personalise import personalise
from handbill.reading import read_project
from handbill.request import Request

pytestmark = pytest.mark.usefixtures("workers_kept")

FOLDER = Path(__file__).parent / "mistakes"
TODAY = datetime.date(2026, 11, 21)

# Where, and how the message begins.
EXPECTED = """\
branches/Weir Readers.yaml  the file name 'Weir Readers.yaml' cannot serve as a name
branches/anchor.yaml:1  a text that begins with & must be in quotes: put the whole text in double quotes
branches/anchor.yaml:3  a text that begins with * must be in quotes
branches/apostrophe.yaml:3  there is an apostrophe inside single quotes: put the whole text in double quotes
branches/at.yaml:3  a text that begins with @ must be in quotes: put the whole text in double quotes
branches/backslash.yaml:3  a backslash has a meaning of its own inside double quotes
branches/bracket.yaml:3  the bracket [ that opens here is not closed
branches/colon.yaml:3  this text has a colon followed by a space, which YAML takes for a field
branches/colour.yaml:3  'red' is not a colour: write it as "#c8102e", in quotes
branches/columns.csv:1  unknown field 'Place': did you mean 'place'?
branches/comment.yaml:4  '#c8102e' is taken for a comment and not read: put the whole text in double quotes
branches/control.yaml:3  there is a character that cannot be printed (U+0007): delete it
branches/dotted.yaml:3  unknown field 'secretary.phone': write 'secretary:', and 'phone: …' indented under it
branches/draft.yaml:1  a text that begins with [ must be in quotes: put the whole text in double quotes
branches/duplicate-key.yaml:4  'name' is given twice: it stands on line 1 already; keep one of them
branches/email.yaml:3  'reader at weir' is not an e-mail address
branches/empty.yaml:1  the file is empty: write its fields, or delete it
branches/failed.yaml  no branch can be called 'failed': rename the file
branches/indented-less.yaml:5  this line is indented differently from its neighbours
branches/indented-more.yaml:2  this line is indented further than the line above, which is complete
branches/language.yaml:3  'welsh' is not a language: write it as en-GB, cy or pl
branches/latin-1.yaml:3  the file is not in UTF-8: this letter cannot be read
branches/linked.yaml  the file is a link that leads out of the project folder: copy the file in
branches/list-for-text.yaml:3  'meets' should be a text, not a list
branches/list.yaml:1  the file holds no fields: begin a line with a name and a colon: title: …
branches/logo.yaml:4  the picture 'logos/gone.png' is not there
branches/missing.yaml:1  'type' is missing: add a line 'type: …'
branches/misspelt-field.yaml:3  unknown field 'secretery': did you mean 'secretary'?
branches/misspelt-nested.yaml:5  unknown field 'emial': did you mean 'email'?
branches/misspelt-type.yaml:2  'union-brnach' is not a type: did you mean 'union-branch'?
branches/no-colon.yaml:2  this line has no colon: write a field as its name, a colon, a space and its value
branches/no-name.yaml:3  there is no name before this colon: write a field as 'name: value'
branches/no-organisation.yaml:3  there is no organisation 'reader-union': did you mean 'readers-union'?
branches/no-petition.yaml:4  no campaign has a petition 'keep-the-libary': did you mean 'keep-the-library'?
branches/no-region.yaml:3  no campaign has a region 'nroth': did you mean 'north'?
branches/no-space.yaml:2  a space is missing after the colon: write it as 'name: value'
branches/none.yaml  no branch can be called 'none': rename the file
branches/nothing.yaml:1  'name' is empty
branches/only-comments.yaml:1  the file is empty: write its fields, or delete it
branches/open-quote-at-the-end.yaml:3  the quotation mark that opens here is not closed: close it at the end of the text
branches/open-quote.yaml:1  the quotation mark that opens here is not closed: close it at the end of the text
branches/percent.yaml:3  a text that begins with % must be in quotes: put the whole text in double quotes
branches/placeholder.yaml:3  no placeholder is filled in here: write the words themselves
branches/quotes-in-quotes.yaml:3  there is a quotation mark inside double quotes: put the whole text in single quotes
branches/rows.csv:3  row 3, column 'type': 'counsil' is not a type: did you mean 'council'?
branches/rows.csv:4  row 4: there are more cells than columns
branches/rows.csv:5  row 5: two branches are called 'sound-row'
branches/rows.csv:6  row 6: 'name' is missing: fill in the column 'name'
branches/rows.csv:7  row 7, column 'slug': '../outside' is not a slug
branches/rows.csv:8  row 8: no branch can be called 'none': give it another name, or a column 'slug'
branches/rows.csv:9  row 9, column 'secretary.email': 'late at weir' is not an e-mail address
branches/rows.csv:12  a quotation mark in this row is not closed
branches/sheet.xlsx  the file is no XLSX spreadsheet, or is damaged
branches/star.yaml:3  a text that begins with * must be in quotes: put the whole text in double quotes
branches/tab.yaml:4  this line is indented with a tab (and one more line is): use spaces instead
branches/tag.yaml:1  a text that begins with ! must be in quotes: put the whole text in double quotes
branches/terms.yaml:4  'note' is none of the words that the program uses: did you mean 'notes'?
branches/terms.yaml:6  'counsil' is not a type of body: did you mean 'council'?
branches/terms.yaml:7  nothing is put in for '{promotor}' here: did you mean 'promoter'?
branches/text-for-fields.yaml:3  'secretary' should hold fields: write them on lines of their own, such as 'name: …'
branches/two-documents.yaml:3  a second document begins here: keep one in a file: delete the ---
branches/url.yaml:3  'weir.example' is not a web address: write it whole, as https://example.org/page
branches/utf-16.yaml:1  the file is in UTF-16: save it again as UTF-8
campaigns/forms.yaml:3  '31/1/2027' is not a date: write it as 2027-01-31 (year, month, day)
campaigns/forms.yaml:4  unknown field 'titel': did you mean 'title'?
campaigns/forms.yaml:6  'plan' should hold fields: write them on lines of their own, such as 'title: …'
campaigns/forms.yaml:7  'nobody' is not an e-mail address
campaigns/forms.yaml:8  'promotted' is none of the words that the program uses: did you mean 'promoted'?
campaigns/library.yaml:1  warning: the program has no words of its own in 'eo', and prints English ones
campaigns/no-regions.yaml:2  there is no file 'gone.csv': its path starts at the folder of this file
layouts/bare  the folder has no layout.yaml: write one; see docs/layouts.md
layouts/mine/layout.yaml:4  unknown field 'sidess': did you mean 'sides'?
layouts/mine/layout.yaml:6  'small' is not a number
layouts/mine/layout.yaml:7  give least, prefer and most from small to large
leaflets/block-text.yaml:7  this line is indented less than the text that it belongs to
leaflets/braces-in-braces.yaml:6  a text with {{ … }} has to be in quotes here, for it stands inside brackets
leaflets/braces.yaml:1  a text that begins with {{ must be in quotes: put the whole text in double quotes
leaflets/closed.yaml:4  warning: its facts were to be checked again by 2026-11-01
leaflets/closed.yaml:7  the petition 'closed' closed on 2026-10-31: no more is made of what leads to it
leaflets/colon-in-list.yaml:5  an entry of 'points' should be a text
leaflets/comma.yaml:6  unknown field 'then sign.'
leaflets/date.yaml:4  '1 November 2026' is not a date: write it as 2026-03-01 (year, month, day)
leaflets/missing-in-block.yaml:6  'label' is missing: add a line 'label: …'
leaflets/missing.yaml:1  'sides' is missing: add a line 'sides: …'
leaflets/misspelt-block.yaml:5  unknown block 'headlin': did you mean 'headline'?
leaflets/misspelt-edition.yaml:4  'imgae' is not an edition: did you mean 'image'?
leaflets/misspelt-paper.yaml:4  'A55' is not a paper: did you mean 'A5'?
leaflets/name-not-closed.yaml:5  this placeholder is not whole: write it as {{ branch.name }}
leaflets/name-without-value.yaml:5  'branch.mp.name' has no value here, for weir, sound-row, quoted-row
leaflets/no-campaign.yaml:2  there is no campaign 'libary': did you mean 'library'?
leaflets/no-citation.yaml:8  the campaign has no source 'buget': did you mean 'budget'?
leaflets/no-layout.yaml:3  there is no layout 'flier': did you mean 'flyer'?
leaflets/no-petition.yaml:6  the campaign has no petition 'keep-the-libary': did you mean 'keep-the-library'?
leaflets/no-place-for-it.yaml:6  the layout 'poster' has no place for the block 'points'
leaflets/no-source.yaml:6  the campaign has no source 'buget': did you mean 'budget'?
leaflets/not-a-name.yaml:5  only a name can stand in {{ … }}, not '6 * 7'
leaflets/not-its-edition.yaml:4  the layout 'flyer' makes no edition 'word': that is for documents of running text
leaflets/not-its-paper.yaml:4  the layout 'flyer' has no A3: choose from A5
leaflets/one-list.yaml:5  'sides' should be a list of sides, each a list of blocks: begin each side with '- - '
leaflets/picture-linked.yaml:6  the picture 'images/linked.svg' lies outside the project folder: copy it in
leaflets/picture-missing.yaml:6  the picture 'images/gone.svg' is not there
leaflets/picture-outside.yaml:6  the picture '../../pictures/logo.svg' lies outside the project folder: copy it in
leaflets/picture-scripted.yaml:6  the picture 'images/scripted.svg' has a <script> in it, which is not allowed
leaflets/picture-text.yaml:6  the picture 'images/text.png' is not a picture that can be used
leaflets/relative-link.yaml:5  a link cannot lead to 'budget.html'
leaflets/script.yaml:5  a link cannot lead to 'javascript:alert(1)'
leaflets/several.yaml:1  unknown field 'titel': did you mean 'title'?
leaflets/several.yaml:4  'yesterday' is not a date: write it as 2026-03-01 (year, month, day)
leaflets/several.yaml:6  unknown name 'branch.palce': did you mean 'branch.place'?
leaflets/several.yaml:7  this text has a colon followed by a space, which YAML takes for a field
leaflets/several.yaml:8  a text that begins with @ must be in quotes: put the whole text in double quotes
leaflets/several.yaml:9  the picture 'images/gone.svg' is not there
leaflets/several.yaml:10  the campaign has no source 'plan': choose from budget
leaflets/several.yaml:11  this line is indented with a tab: use spaces instead
leaflets/shorter.yaml:7  the list 'points' has 1 entry in 'cy', and 2 in the original
leaflets/too-many-sides.yaml:4  the document has 3 sides and the layout 'flyer' takes 2
leaflets/twice.yaml  two documents are called 'twice': the other is motions/twice.yaml; rename one of them
leaflets/two-blocks.yaml:6  'headline' stands in the same block as 'kicker': begin a new block with '- '
leaflets/unknown-name.yaml:5  unknown name 'branch.palce': did you mean 'branch.place'?
leaflets/untranslated.yaml:12  'led' is not in the original: did you mean 'lead'?
leaflets/words-for-contact.yaml:5  'contact' takes no words of its own: write it as '- contact'
motions/2026  warning: the files in this folder are not read: put them into motions/ itself
motions/field-under-text.yaml:5  this field stands under a plain text
motions/misspelt-condition.yaml:4  'trades-counsil' is not a type: did you mean 'trades-council'?
motions/no-clause.yaml:6  there is no clause 'n2' to replace: choose from background, n1, summary, title
motions/no-dash.yaml:5  this line does not begin with '- ' as the one above it does: begin it with '- '
motions/no-organisation.yaml:3  there is no organisation 'reader-union': did you mean 'readers-union'?
motions/not-its-kind.yaml:3  the layout 'flyer' is not for a motion: choose from handout, large, motion
motions/notepad.yaml.txt  warning: the file is not read: rename it so that its name ends in .yaml
motions/number.yaml:3  'high' is not a whole number
motions/text-for-list.yaml:3  'notes' should be a list: begin each entry on a line of its own with '- '
motions/truth.yaml:3  'optional' should be yes or no
organisations/double.yml  two organisations are called 'double'
organisations/misspelt-type.yaml:2  'onion' is not a type: did you mean 'union'?
organisations/no-rules.yaml:3  warning: there is no file rules/readers-rules.yaml: nothing is checked against its rules
"""


@pytest.fixture(scope="module")
def problems() -> list[Problem]:
    return check(Request(FOLDER, today=TODAY))


def told(problem: Problem) -> str:
    """The first line of what is printed, without its column."""
    return re.sub(r"^(\S.*?:\d+):\d+  ", r"\1  ", str(problem).split("\n")[0])


def test_every_mistake_is_told_once_and_nothing_else(problems: list[Problem]) -> None:
    left = [told(problem) for problem in problems]
    missed = []
    for line in EXPECTED.splitlines():
        found = next((each for each in left if each.startswith(line)), None)
        if found is None:
            missed.append(line)
        else:
            left.remove(found)
    assert (missed, left) == ([], [])


def test_there_are_many_of_them() -> None:
    files = {line.partition("  ")[0].partition(":")[0] for line in EXPECTED.splitlines()}
    assert len(files) > 100


def test_the_line_is_shown_with_carets_under_what_is_meant(problems: list[Problem]) -> None:
    for problem in problems:
        mark = problem.mark
        if mark.line and problem.excerpt and "cannot be printed" not in problem.message:
            meant = problem.excerpt[mark.column - 1 : mark.column - 1 + mark.width]
            assert meant == meant.strip(" ") != "", str(problem)
            _, line, carets, *_ = str(problem).split("\n")
            assert line[carets.index("^") : carets.index("^") + mark.width] == meant


def test_messages_are_plain(problems: list[Problem]) -> None:
    for problem in problems:
        said = problem.message + problem.hint
        assert not re.search(r"Error|Exception|None\b|yaml\.|pydantic|mapping|scalar|token|!$", said), said
        assert problem.message == problem.message.strip().rstrip(".")
        assert not problem.message.endswith(":")


def test_the_work_on_what_is_sound_goes_on() -> None:
    project = read_project(FOLDER)
    assert {"sound", "sound-motion"} <= set(project.documents)
    assert {"anytown", "weir", "sound-row", "quoted-row"} == set(project.branches)
    for document in ("sound", "sound-motion"):
        for branch in project.branches.values():
            piece = personalise(project, project.documents[document], branch, "en-GB")
            assert piece.branch_name == str(branch.value.name)


@pytest.mark.parametrize("slug", ["sound", "several", "no-campaign"])
def test_of_a_document_alone_the_same_is_told_as_among_all_others(slug: str) -> None:
    whole, alone = read_project(FOLDER), read_project(FOLDER, documents=(slug,))
    told = concerning(whole, [slug], whole.problems)
    assert told
    assert concerning(alone, [slug], alone.problems) == told
    assert len(alone.problems) < len(whole.problems)


def test_what_has_a_mistake_is_not_used() -> None:
    project = read_project(FOLDER)
    assert set(project.campaigns) == {"library", "closed"}
    assert set(project.organisations) == {"readers-union", "double", "no-rules"}
    assert "mine" not in project.layouts
    faulty = {each.partition("/")[2] for each in project.faulty if each.startswith("document/")}
    assert {"several", "no-source", "picture-outside", "mine", "of-a-faulty-campaign"} <= faulty
    assert not faulty & set(project.documents)


def test_the_command_tells_them_and_makes_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "tests" / "mistakes"
    shutil.copytree(FOLDER, folder, symlinks=True)
    with pytest.raises(SystemExit) as left:
        cli.main(["--project", str(folder), "--today", str(TODAY), "check", "--json"])
    assert left.value.code == 1
    assert len(json.loads(capsys.readouterr().out)["problems"]) == len(EXPECTED.splitlines())
    with pytest.raises(SystemExit) as left:
        cli.main(["--project", str(folder), "--today", str(TODAY), "build", "sound", "--branch", "weir", "--jobs", "1"])
    assert left.value.code == 1
    assert "branches/misspelt-field.yaml:3:1" in capsys.readouterr().err
    assert (folder / "output/weir/sound_weir_screen.pdf").is_file()


def test_reading_changes_nothing(problems: list[Problem]) -> None:
    before = {path: path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    assert check(Request(FOLDER, today=TODAY)) == problems
    assert before == {path: path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}


SHOWN = {
    "branches/misspelt-field.yaml": """\
branches/misspelt-field.yaml:3:1  unknown field 'secretery': did you mean 'secretary'?
    3 | secretery: {name: A. Reader}
        ^^^^^^^^^""",
    "branches/open-quote.yaml": """\
branches/open-quote.yaml:1:7  the quotation mark that opens here is not closed: close it at the end of the text
    1 | name: "Weir
              ^^^^^""",
    "branches/failed.yaml": "branches/failed.yaml  no branch can be called 'failed': rename the file",
    "leaflets/no-citation.yaml": """\
leaflets/no-citation.yaml:8:31  the campaign has no source 'buget': did you mean 'budget'?
    8 |         It is in the budget.[^buget]
                                      ^^^^^""",
    "motions/number.yaml": """\
motions/number.yaml:3:37  'high' is not a whole number
    3 | resolves: [{text: write., priority: high}]
                                            ^^^^""",
}


@pytest.mark.parametrize("file", SHOWN)
def test_how_a_mistake_looks(file: str, problems: list[Problem]) -> None:
    assert [str(problem) for problem in problems if problem.mark.file == file] == [SHOWN[file]]
