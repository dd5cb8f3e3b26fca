"""Whom a letter goes to: rows that can be read and those that cannot, and who writes to whom."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from handbill.forms import add_forms
from handbill.models.letter import Addressee, Letter
from handbill.personalise import is_for
from handbill.piece.letter import Letter as LetterPiece
from handbill.piece.letter import Letters
from handbill.project import Project
from tests import projects
from tests.letters import sample

HEAD = "title: Open it\ncampaign: library\nrecipients: people.csv\ntext: Please.\n"
EDITH = 'Edith Ferrier,"1 Lane, Weir"\n'


def made(root: Path, files: Mapping[str, str] = sample.FILES) -> Project:
    project = projects.loaded(root, files)
    add_forms(project)
    return project


def letter(project: Project) -> Letter:
    document = project.documents["doc"].value
    assert isinstance(document, Letter)
    return document


def of(root: Path, people: str, head: str = HEAD) -> tuple[list[str], list[str]]:
    """The slugs of those who get a letter, and what is told."""
    project = made(root, {"letters/doc.yaml": head, "letters/people.csv": people})
    slugs = [str(each.slug) for each in letter(project).recipients] if "doc" in project.documents else []
    return slugs, projects.said(project.problems)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return made(tmp_path_factory.mktemp("letters"))


def test_whoever_lacks_what_the_letter_needs_is_named_and_the_others_get_theirs(project: Project) -> None:
    assert projects.said(project.problems) == [
        "letters/people.csv:4:1 row 4: Cllr Frank Turner has no 'address', and gets no letter: "
        "fill in the column 'address': the letter needs it. The other letters are made"
    ]
    assert sorted(project.documents) == [
        "doc",
        "doc-blank",
        "doc-edith-ferrier",
        "doc-gwen-hallam",
        "doc-sian-o-dalaigh-sohne",
    ]


def test_every_fault_of_a_row_is_told_at_that_row(tmp_path: Path) -> None:
    rows = (
        "Name,Address,E-mail,Branch,Slug\n"
        f"{EDITH.strip()},no address,,\n"
        'Bo,"1 Lane, Weir",bo@weir.exämple,,\n'
        'Cy,"1,2,3,4,5,6,7",,,\n'
        'Di,"1 Lane, Weir",,wier,\n'
        'Edith Ferrier,"1 Lane, Weir",,,\n'
        'Ed,"1 Lane, Weir",,,edith-ferrier\n'
        'Fay,"1 Lane, Weir",,,blank\n'
        'Guy,"1 Lane, Weir",,,Not One\n'
        ',"1 Lane, Weir",,,\n'
        'Hal,"1 Lane, Weir",,weir,\n'
    )
    slugs, told = of(tmp_path, rows)
    assert slugs == ["edith-ferrier", "hal"]
    for number, part in (
        (2, "column 'E-mail': 'no address' is not an e-mail address"),
        (3, "no e-mail can go to 'bo@weir.exämple'"),
        (4, "the address of Cy takes 8 lines, and the window of an envelope shows 7"),
        (5, "column 'Branch': there is no branch 'wier': did you mean 'weir'?"),
        (7, "'edith-ferrier' is there twice"),
        (8, "no file name can be made of 'blank'"),
        (9, "column 'Slug'"),
        (10, "somebody has no 'name', and gets no letter"),
    ):
        assert any(f"people.csv:{number}:" in line and f"row {number}" in line and part in line for line in told), part


def test_a_row_with_a_character_that_could_not_be_read_gets_no_letter_and_the_others_theirs(tmp_path: Path) -> None:
    rows = f'Name,Address\n{EDITH}Si\ufffdn,"1 Lane, Weir"\nHal,"2 L\ufffdne, Weir"\nIda,"1 Lane, Weir"\n'
    slugs, told = of(tmp_path, rows)
    assert slugs == ["edith-ferrier", "ida"]
    for number in (3, 4):
        assert any(f"people.csv:{number}:" in line and "could not be read, and gets no letter" in line for line in told)


def test_what_a_text_names_is_needed_too(tmp_path: Path) -> None:
    rows = f'name,address,party\n{EDITH.strip()},Lantern\nBo,"1 Lane",\n'
    head = HEAD.replace("Please.", "You of {{ recipient.party }}.")
    assert of(tmp_path, rows, head)[0] == ["edith-ferrier"]
    assert (
        "Bo has no 'party', and gets no letter: fill in the column 'party': the text names it"
        in of(tmp_path, rows, head)[1][0]
    )


def test_what_is_needed_can_be_said(tmp_path: Path) -> None:
    assert of(tmp_path, "name,email\nBo,bo@weir.example\n", f"{HEAD}needs: [name, email]\n") == (["bo"], [])


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ("needs: [adress]\n", "nobody has a 'adress': did you mean 'address'?"),
        ("copies: ['{{ recipient.part }}']\n", "unknown name 'recipient.part'"),
        ("layout: letter\n", "a letter needs no 'layout'"),
        ("paper: A4\n", "a letter needs no 'paper'"),
        ("blank_text: Me.\n", "there is no copy to sign for these words"),
        ("petition: libary\n", "the campaign has no petition 'libary': did you mean 'library'?"),
    ],
)
def test_a_mistake_in_the_letter_is_told_at_the_letter(tmp_path: Path, rest: str, told: str) -> None:
    (said,) = of(tmp_path, f"name,address\n{EDITH}", HEAD + rest)[1]
    assert said.startswith("letters/doc.yaml:")
    assert told in said


def test_a_title_is_the_same_for_all(tmp_path: Path) -> None:
    (said,) = of(tmp_path, f"name,address\n{EDITH}", HEAD.replace("Open it", '"To {{ recipient.name }}"'))[1]
    assert "the title cannot name whom the letter goes to" in said


@pytest.mark.parametrize("name", ["gone.csv", "../../out.csv", "doc.yaml"])
def test_a_table_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    (said,) = of(tmp_path, "", HEAD.replace("people.csv", name))[1][:1]
    assert f"there is no table '{name}'" in said


def test_a_table_with_another_capital_is_told_the_name_that_is_there(tmp_path: Path) -> None:
    (said,) = of(tmp_path, f"name,address\n{EDITH}", HEAD.replace("people.csv", "People.csv"))[1][:1]
    assert "there is no table 'People.csv': did you mean 'people.csv'?" in said


def test_a_letter_to_nobody_is_told(tmp_path: Path) -> None:
    (said,) = of(tmp_path, "", HEAD.replace("recipients: people.csv\n", ""))[1]
    assert "the letter goes to nobody" in said


def test_people_can_stand_in_the_letter_itself_and_one_that_is_wrong_spoils_nothing(tmp_path: Path) -> None:
    people = "recipients:\n  - {name: Bo, address: [1 Lane, Weir]}\n  - {name: Cy}\n  - {name: Di, address: 2 Lane}"
    slugs, told = of(tmp_path, "", HEAD.replace("recipients: people.csv", people))
    assert slugs == ["bo", "di"]
    assert told == [
        "letters/doc.yaml:5:5 Cy has no 'address', and gets no letter: "
        "add 'address: …' here: the letter needs it. The other letters are made"
    ]


def test_lines_of_an_address_may_be_columns(tmp_path: Path) -> None:
    files = {
        "letters/doc.yaml": HEAD,
        "letters/people.csv": "Name,Address 2,Address1,Postcode\nBo,Weir,1 Lane,WE1 1AA\n",
    }
    (bo,) = letter(made(tmp_path, files)).recipients
    assert bo.lines == ("Bo", "1 Lane", "Weir", "WE1 1AA")


def test_a_branch_writes_to_those_whom_it_is_to_write_to(tmp_path: Path) -> None:
    people = f"name,address,branch\n{EDITH.strip()},weir\nBo,1 Lane,netherby; weir\nCy,1 Lane,\nDi,1 Lane,netherby\n"
    project = made(tmp_path, {**sample.FILES, "letters/doc.yaml": HEAD, "letters/people.csv": people})
    assert whom(project, "weir") == ["edith-ferrier", "bo", "cy"]
    assert whom(project, "netherby") == ["bo", "cy", "di"]
    assert whom(project, None) == ["edith-ferrier", "bo", "cy", "di"]


def test_a_branch_can_write_to_those_of_its_own_area(tmp_path: Path) -> None:
    area = sample.LETTER + "by_area: yes\n"
    project = made(tmp_path, {**sample.FILES, "letters/doc.yaml": area})
    # by its place, by its MP's constituency, by its region
    assert whom(project, "weir") == ["edith-ferrier", "sian-o-dalaigh-sohne", "gwen-hallam"]
    assert whom(project, "netherby") == []
    assert not is_for(project.documents["doc"], project.branches["netherby"], "en-GB")
    assert is_for(project.documents["doc-blank"], project.branches["netherby"], "en-GB")


def whom(project: Project, branch: str | None) -> list[str]:
    """The slugs of those whose letters a branch gets."""
    entry = project.branches[branch] if branch else None
    return [
        slug.removeprefix("doc-")
        for slug, each in project.documents.items()
        if each.form and slug != "doc-blank" and is_for(each, entry, "en-GB")
    ]


# The words of a letter


def body(project: Project, form: str, branch: str | None = "weir", lang: str = "") -> LetterPiece:
    made = projects.piece(project, f"doc-{form}", branch, lang).body
    assert isinstance(made, LetterPiece)
    return made


def plain(several: tuple[object, ...]) -> list[str]:
    return [str(each).replace("\xa0", " ") for each in several]


def test_a_letter_has_all_its_parts(project: Project) -> None:
    made = body(project, "edith-ferrier")
    assert plain(made.recipient) == ["Cllr Edith Ferrier", "Town Hall", "1 Market Street", "Weir WE1 1ZZ"]
    assert plain(made.sender) == ["2 Mill Lane", "Weir WE1 1AA"]
    assert plain(made.signatory) == ["Una Underwood", "Secretary", "Weir Readers"]
    assert plain((made.date, made.salutation, made.sign_off)) == [
        "16 November 2026",
        "Dear Cllr Edith Ferrier",
        "Yours sincerely",
    ]
    assert "I write to you as councillor for the Lane." in plain((made.paragraphs[0].text,))[0]
    assert plain(made.copies) == ["the scrutiny committee", "the local paper"]


def test_what_a_table_says_of_somebody_is_no_markup(project: Project) -> None:
    made = body(project, "sian-o-dalaigh-sohne")
    assert made.recipient[0].html.replace("\xa0", " ") == "Siân Ó Dálaigh &amp; Söhne"
    assert "our *MP* &lt; all" in made.paragraphs[0].text.html


def test_all_letters_of_a_branch_are_one_document_in_the_order_of_the_table(project: Project) -> None:
    made = projects.piece(project).body
    assert isinstance(made, Letters)
    forms = ("edith-ferrier", "sian-o-dalaigh-sohne", "gwen-hallam")
    assert made.letters == tuple(body(project, form) for form in forms)


def test_the_neutral_copy_leaves_room_for_whoever_sends_it(project: Project) -> None:
    made = body(project, "edith-ferrier", branch=None)
    blank = '<span class="blank"></span>'
    assert [each.html for each in (*made.sender, *made.signatory)] == [blank, blank, "Secretary", blank]


def test_supporters_have_words_and_lines_of_their_own(project: Project) -> None:
    made = body(project, "blank")
    assert made.paragraphs[0].text.html == '<p>I live in <span class="blank"></span>.</p>'
    assert made.salutation.html == 'Dear <span class="blank"></span>'
    assert (made.recipient, made.signatory, made.by_supporter) == ((), (), True)


def test_how_a_letter_begins_and_who_signs_can_be_said(tmp_path: Path) -> None:
    head = HEAD + (
        "salutation: Dear {{ recipient.title }} {{ recipient.surname }}\nsign_off: In hope\n"
        "sender: {name: Kim, role: Chair, address: '1 Road, Weir'}\n"
    )
    people = 'name,title,surname,salutation,address\nBo Ek,Dr,Ek,,1 Lane\nCy,Ms,Cy,"Annwyl Cy,",1 Lane\n'
    project = made(tmp_path, {"letters/doc.yaml": head, "letters/people.csv": people})
    first, second = body(project, "bo-ek"), body(project, "cy")
    assert plain((first.salutation, second.salutation)) == ["Dear Dr Ek", "Annwyl Cy"]
    assert plain(first.signatory) == ["Kim", "Chair", "Weir Readers"]
    assert plain((*first.sender, first.sign_off, first.date)) == ["1 Road", "Weir", "In hope", ""]


def test_to_somebody_without_a_name_a_letter_is_faithful(tmp_path: Path) -> None:
    head = HEAD + "needs: [role, address]\n"
    project = made(tmp_path, {"letters/doc.yaml": head, "letters/people.csv": "role,address\nThe Clerk,1 Lane\n"})
    made_ = body(project, "the-clerk")
    assert plain((made_.salutation, made_.sign_off)) == ["Dear Sir or Madam", "Yours faithfully"]


def test_a_letter_in_welsh_begins_and_ends_in_welsh(tmp_path: Path) -> None:
    welsh = f"{HEAD}translations:\n  cy: {{title: Agorwch hi, text: Os gwelwch yn dda.}}\n"
    project = made(tmp_path, {"letters/doc.yaml": welsh, "letters/people.csv": f"name,address\n{EDITH}"})
    assert project.problems == []
    made_ = body(project, "edith-ferrier", lang="cy")
    assert plain((made_.salutation, made_.sign_off)) == ["Annwyl Edith Ferrier", "Yn gywir"]


def test_a_row_with_a_placeholder_gets_no_letter_and_the_others_theirs(tmp_path: Path) -> None:
    rows = f'name,address,nickname\n{EDITH.strip()},\n{{{{ branch.name }}}},"1 Lane",\nBo,"1 Lane",{{{{ x }}}}\n'
    slugs, told = of(tmp_path, rows)
    assert slugs == ["edith-ferrier"]
    assert ["has a placeholder, which nothing fills in, and gets no letter" in line for line in told] == [True, True]


def test_two_columns_of_one_meaning_are_told_once(tmp_path: Path) -> None:
    rows = 'name,address,E-mail,Mail\nBo,"1 Lane",bo@weir.example,other@weir.example\n'
    slugs, told = of(tmp_path, rows + rows.splitlines()[1].replace("Bo", "Cy"))
    assert slugs == ["bo", "cy"]
    (line,) = told
    assert "people.csv:1:" in line
    assert "the column 'Mail' is 'email', which is there already" in line


def test_a_letter_to_thousands_looks_each_of_them_up_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "name,address\n" + "".join(f'Person {number},"{number} Lane"\n' for number in range(300))
    project = made(tmp_path, {"letters/doc.yaml": HEAD, "letters/people.csv": rows})
    asked = []
    said = Addressee.said

    def counted(person: Addressee) -> dict[str, str]:
        asked.append(person.slug)
        return said(person)

    monkeypatch.setattr(Addressee, "said", counted)
    for name in [name for name in project.documents if name.startswith("doc-")]:
        projects.piece(project, name)
    assert len(asked) < 5 * 300


def test_a_heading_that_is_called_otherwise_is_told_in_one_line(tmp_path: Path) -> None:
    rows = 'Full name,Surname,Address\nA. Ade,Ade,"1 Lane, Weir"\nB. Bee,Bee,"2 Lane, Weir"\n'
    slugs, told = of(tmp_path, rows, HEAD + "salutation: Dear {{ recipient.surname }}\n")
    assert slugs == []
    assert told == ["letters/people.csv:1:1 the table has no column 'name': did you mean 'Full name'?"]


def test_lines_of_an_address_are_its_column(tmp_path: Path) -> None:
    assert of(tmp_path, "Name,Address 1,Address 2\nBo,1 Lane,Weir\n") == (["bo"], [])


def test_a_line_break_in_a_cell_is_a_space_in_a_name_and_begins_a_line_of_an_address(tmp_path: Path) -> None:
    rows = 'name,role,address\n"Eve\r\nBcc: z@weir.example","Chair\nof it","1 Lane\r\nWeir, WE1"\n'
    project = made(tmp_path, {"letters/doc.yaml": HEAD, "letters/people.csv": rows})
    (eve,) = letter(project).recipients
    assert eve.full_name == "Eve Bcc: z@weir.example"
    assert eve.lines == ("Eve Bcc: z@weir.example", "Chair of it", "1 Lane", "Weir", "WE1")
