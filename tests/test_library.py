"""A project folder, loaded: what is sound is there, what is not is told, and nothing leads outside."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbill import shipped
from handbill.errors import UsageError
from handbill.library import load
from handbill.library.slugs import slugify
from handbill.models.base import is_slug
from handbill.project import Project, choose
from handbill.root import find_root
from tests.projects import BASE, BRANCH, CAMPAIGN, LEAFLET, MOTION, Files, loaded, said, sound, write

DOC = {"leaflets/doc.yaml": LEAFLET + "  - - contact\n"}
SLUG = "use lower-case letters, digits and single hyphens"


def told(project: Project) -> list[str]:
    return said(sorted(project.problems, key=lambda problem: problem.sort_key))


def test_everything_is_found_under_the_name_of_its_file(tmp_path: Path) -> None:
    files = {
        "organisations/readers.yaml": "name: Readers\ntype: network\n",
        "branches/by-hand.yml": BRANCH,
        "branches/table.csv": "name,type\nOne of Many,council\n",
        "motions/a-motion.YAML": MOTION + "notes: [a]\n",
        "leaflets/.hidden.yaml": "nothing",
        "branches/~$table.xlsx": "lock",
        "leaflets/notes.txt": "nothing",
    }
    project = sound(tmp_path, {**files, **DOC})
    assert list(project.campaigns) == ["library"]
    assert list(project.organisations) == ["readers"]
    assert list(project.branches) == ["by-hand", "weir", "one-of-many"]
    assert {slug: entry.kind.name for slug, entry in project.documents.items()} == {
        "a-motion": "motion",
        "doc": "leaflet",
    }
    assert {"flyer", "motion", "poster"} <= set(project.layouts)


def test_an_empty_folder_is_an_empty_project(tmp_path: Path) -> None:
    project = load(tmp_path, shipped.LAYOUTS)
    assert (project.campaigns, project.branches, project.documents, project.problems) == ({}, {}, {}, [])


def test_a_document_is_in_the_language_of_its_campaign_unless_it_says(tmp_path: Path) -> None:
    files = {
        "campaigns/library.yaml": CAMPAIGN + "lang: cy\n",
        **DOC,
        "leaflets/polish.yaml": "lang: pl\n" + LEAFLET + "  - - contact\n",
    }
    project = loaded(tmp_path, files)
    assert (project.documents["doc"].lang, project.documents["polish"].lang) == ("cy", "pl")


# Names


@pytest.mark.parametrize("name", ["Weir Readers", "weir_readers", "-weir", "weir--readers", "Weir", "weir.readers"])
def test_a_file_name_that_is_no_slug(name: str, tmp_path: Path) -> None:
    project = loaded(tmp_path, {f"branches/{name}.yaml": BRANCH})
    (problem,) = project.problems
    assert problem.message == f"the file name '{name}.yaml' cannot serve as a name"
    assert problem.hint.startswith("rename it, for example to 'weir")
    assert list(project.branches) == ["weir"]


def test_letters_of_any_language_make_slugs(tmp_path: Path) -> None:
    project = sound(tmp_path, {f"branches/{name}.yaml": BRANCH for name in ("łódź", "київ", "東京", "cwm-rhŷdd")})
    assert set(project.branches) == {"łódź", "київ", "東京", "cwm-rhŷdd", "weir"}
    taken_apart = unicodedata.normalize("NFD", "cwm-tâf")
    assert "cwm-tâf" in sound(tmp_path, {f"branches/{taken_apart}.yaml": BRANCH}).branches


@pytest.mark.parametrize("slug", ["none", "failed"])
def test_no_branch_takes_a_name_that_means_something_else(slug: str, tmp_path: Path) -> None:
    files = {
        f"branches/{slug}.yaml": BRANCH,
        "branches/table.csv": f"name,type,slug\n{slug.title()},council,\nOther,council,{slug}\n",
        f"leaflets/{slug}.yaml": LEAFLET + "  - - contact\n",
    }
    project = loaded(tmp_path, files)
    message = f"no branch can be called '{slug}'"
    assert told(project) == [
        f"branches/{slug}.yaml {message}: rename the file",
        f"branches/table.csv:2:1 row 2: {message}: give it another name, or a column 'slug'",
        f"branches/table.csv:3:15 row 3, column 'slug': {message}: give it another name, or a column 'slug'",
    ]
    assert list(project.branches) == ["weir"]
    assert list(project.documents) == [slug]


@pytest.mark.parametrize("slug", ["../x", "a/b", "/etc", "..", ".", "a\\b", "con:", "A", "x" * 81, "a b"])
def test_a_slug_in_a_table_cannot_lead_out_of_the_output(slug: str, tmp_path: Path) -> None:
    project = loaded(tmp_path, {"branches/table.csv": f"name,type,slug\nOne,council,{slug}\nTwo,council,two\n"})
    assert told(project) == [
        f"branches/table.csv:2:13 row 2, column 'slug': '{slug}' is not a slug: {SLUG}".replace("''", "'")
    ]
    assert list(project.branches) == ["weir", "two"]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=120))
def test_any_name_makes_a_slug_or_none(name: str) -> None:
    slug = slugify(name)
    assert slug == "" or is_slug(slug)
    assert "/" not in slug
    assert "." not in slug


def test_slugs_of_names() -> None:
    assert slugify("Anytown & Weir Readers' Group (No. 2)") == "anytown-weir-readers-group-no-2"
    assert slugify("Cangen Llŷn") == "cangen-llyn"
    assert slugify("Київська група") == "київська-група"
    assert slugify("…") == ""


def test_two_of_one_name(tmp_path: Path) -> None:
    files = {
        "campaigns/library.yml": CAMPAIGN,
        "organisations/a.yaml": "name: First\ntype: union\n",
        "organisations/a.yml": "name: Second\ntype: union\n",
        "branches/table.csv": "name,type\nWeir,council\nTwin,council\nTwin,clp\n",
        "motions/doc.yaml": MOTION + "notes: [a]\n",
        **DOC,
    }
    project = loaded(tmp_path, files)
    another = "; give one of them another name"
    assert told(project) == [
        "branches/table.csv:2:1 row 2: two branches are called 'weir': "
        f"the other is branches/weir.yaml, line 1{another}",
        "branches/table.csv:4:1 row 4: two branches are called 'twin': "
        f"the other is branches/table.csv, line 3{another}",
        f"campaigns/library.yml two campaigns are called 'library': the other is campaigns/library.yaml{another}",
        "leaflets/doc.yaml two documents are called 'doc': the other is motions/doc.yaml; rename one of them",
        f"organisations/a.yml two organisations are called 'a': the other is organisations/a.yaml{another}",
    ]
    assert project.organisations["a"].value.name == "First"
    assert project.branches["weir"].value.name == "Weir Readers"
    assert project.documents["doc"].kind.name == "motion"


# Tables of branches


def test_a_row_is_a_branch(tmp_path: Path) -> None:
    table = (
        "name;type;secretary.name;secretary.phone;mp.constituency;languages;petitions.library;terms.order\n"
        "Anytown;clp;A. Reader;01632 960123;Anytown;cy, en-GB;https://weir.example/a;Sign now\n"
    )
    branch = sound(tmp_path, {"branches/table.csv": table}).branches["anytown"].value
    assert (branch.secretary.phone, branch.mp.constituency, branch.languages) == (
        "01632 960123",
        "Anytown",
        ("cy", "en-GB"),
    )
    assert branch.petitions == {"library": "https://weir.example/a"}
    assert branch.terms == {"order": "Sign now"}


def test_a_mistake_in_the_head_of_a_table_is_told_once(tmp_path: Path) -> None:
    rows = "".join(f"Branch {n},council,x\n" for n in range(50))
    project = loaded(tmp_path, {"branches/table.csv": f"name,type,plaice\n{rows}"})
    assert told(project) == ["branches/table.csv:1:11 unknown field 'plaice': did you mean 'place'?"]


def test_a_row_that_is_wrong_does_not_spoil_the_others(tmp_path: Path) -> None:
    table = "name,type,website\nOne,council,\nTwo,concil,\nThree,council,three\n,council,\nFour,,\nFive,council,\n"
    project = loaded(tmp_path, {"branches/table.csv": table})
    assert told(project) == [
        "branches/table.csv:3:5 row 3, column 'type': 'concil' is not a type: did you mean 'council'?",
        "branches/table.csv:4:15 row 4, column 'website': 'three' is not a web address: "
        "write it whole, as https://example.org/page",
        "branches/table.csv:5:1 row 5: 'name' is missing: fill in the column 'name'",
        "branches/table.csv:6:1 row 6: 'type' is missing: fill in the column 'type'",
    ]
    assert list(project.branches) == ["weir", "one", "five"]


def test_five_thousand_branches_load_in_a_few_seconds(tmp_path: Path) -> None:
    head = "name,type,place,secretary.name,secretary.email,secretary.phone,website,meets,imprint.promoter\n"
    row = '"Branch {0}",clp,Town {0},A. Reader,a{0}@weir.example,01632 960123,https://weir{0}.example,"7 pm, Hall",A\n'
    write(tmp_path, {"branches/all.csv": head + "".join(row.format(number) for number in range(5_000))})
    start = time.process_time()
    project = load(tmp_path, shipped.LAYOUTS)
    assert time.process_time() - start < 15
    assert len(project.branches) == 5_000
    assert project.problems == []


# Regions


def test_a_table_of_regions(tmp_path: Path) -> None:
    files = {
        "campaigns/library.yaml": CAMPAIGN + "regions: facts/regions.csv\n",
        "campaigns/facts/regions.csv": "slug,name,beds\nnorth,The North,012\nsouth,The South,\n",
    }
    assert sound(tmp_path, files).regions == {
        "library": {
            "north": {"slug": "north", "name": "The North", "beds": "012"},
            "south": {"slug": "south", "name": "The South"},
        }
    }


@pytest.mark.parametrize("name", ["gone.csv", "../../outside.csv", "/etc/hostname", "linked.csv", ".", "x" * 400])
def test_a_table_that_is_not_in_the_project(name: str, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("slug,name\nnorth,North\n")
    root = tmp_path / "project"
    (root / "campaigns").mkdir(parents=True)
    (root / "campaigns/linked.csv").symlink_to(tmp_path / "outside.csv")
    project = loaded(root, {"campaigns/library.yaml": CAMPAIGN + f"regions: {name}\n", **DOC})
    assert [problem.message for problem in project.problems] == [f"there is no file '{name}'"]
    assert (project.campaigns, project.documents) == ({}, {})


def test_regions_without_a_slug_or_twice(tmp_path: Path) -> None:
    files = {
        "campaigns/library.yaml": CAMPAIGN + "regions: regions.csv\n",
        "campaigns/regions.csv": "slug,name\nnorth,North\n,South\nnorth,East\n",
    }
    assert told(loaded(tmp_path, files)) == [
        "campaigns/regions.csv:3:1 row 3: the region has no slug: fill in the column 'slug'",
        "campaigns/regions.csv:4:1 row 4, column 'slug': the region 'north' is there twice: keep one of the rows",
    ]


# Files that are not read


@pytest.mark.parametrize("folder", ["branches", "campaigns", "leaflets", "organisations"])
def test_a_link_that_leads_out_of_the_project_is_not_followed(folder: str, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("name: Secret\ntype: clp\n")
    root = write(tmp_path / "project", BASE)
    (root / folder).mkdir(exist_ok=True)
    (root / folder / "linked.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / folder / "dangling.yaml").symlink_to(tmp_path / "gone.yaml")
    message = "the file is a link that leads out of the project folder: copy the file in"
    assert told(loaded(root, {})) == [f"{folder}/dangling.yaml {message}", f"{folder}/linked.yaml {message}"]


def test_a_whole_folder_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", {"secret.yaml": BRANCH})
    root = write(tmp_path / "project", {"campaigns/library.yaml": CAMPAIGN})
    (root / "branches").symlink_to(tmp_path / "elsewhere")
    project = load(root, shipped.LAYOUTS)
    assert project.branches == {}
    assert told(project) == [
        "branches/secret.yaml the file is a link that leads out of the project folder: copy the file in"
    ]


def test_a_link_within_the_project_is_followed(tmp_path: Path) -> None:
    root = write(tmp_path, BASE)
    (root / "branches/twin.yaml").symlink_to(root / "branches/weir.yaml")
    assert list(sound(root, {}).branches) == ["twin", "weir"]


def test_files_that_look_as_if_they_were_meant_to_be_read(tmp_path: Path) -> None:
    files = {
        "leaflets/flyer.yaml.txt": "a",
        "motions/2026/old.yaml": "a",
        "branches/list.ods": "a",
        "branches/list.xls": "a",
        "leaflets/images/readme.txt": "a",
    }
    assert told(loaded(tmp_path, files)) == [
        "branches/list.ods warning: the file is not read: save it as .xlsx or .csv",
        "branches/list.xls warning: the file is not read: save it as .xlsx or .csv",
        "leaflets/flyer.yaml.txt warning: the file is not read: rename it so that its name ends in .yaml",
        "motions/2026 warning: the files in this folder are not read: put them into motions/ itself",
    ]


# Layouts

LAYOUT = "title: Mine\nkinds: [leaflet]\npapers: [A6]\nblocks: [headline, contact]\n"


def test_the_projects_own_layout_wins_file_by_file(tmp_path: Path) -> None:
    files = {"layouts/mine/layout.yaml": LAYOUT, "layouts/flyer/page.css": "p { color: red }", **DOC}
    project = sound(tmp_path, files)
    assert project.layouts["mine"].spec.papers == ("A6",)
    assert project.layouts["flyer"].read("flyer/page.css") == b"p { color: red }"
    assert project.layouts["flyer"].spec.title == load(tmp_path, shipped.LAYOUTS).layouts["flyer"].spec.title
    project = loaded(tmp_path, {"layouts/flyer/layout.yaml": LAYOUT})
    assert project.layouts["flyer"].spec.title == "Mine"


def test_a_faulty_layout_is_told_and_what_uses_it_is_left_out(tmp_path: Path) -> None:
    files: Files = {
        "layouts/flyer/layout.yaml": LAYOUT + "papres: [A4]\ncode: {side: -1}\n",
        "layouts/bare/page.css": "",
        "motions/sound.yaml": MOTION + "notes: [a]\n",
        **DOC,
    }
    project = loaded(tmp_path, files)
    assert told(project) == [
        "layouts/bare the folder has no layout.yaml: write one; see docs/layouts.md",
        "layouts/flyer/layout.yaml:5:1 unknown field 'papres': did you mean 'papers'?",
        "layouts/flyer/layout.yaml:6:14 '-1' should be more than 0",
    ]
    assert list(project.documents) == ["sound"]


def test_a_layout_that_is_a_link_out_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "layout.yaml").write_text(LAYOUT)
    root = write(tmp_path / "project", {"layouts/mine/page.css": ""})
    (root / "layouts/mine/layout.yaml").symlink_to(tmp_path / "layout.yaml")
    assert told(load(root, shipped.LAYOUTS)) == [
        "layouts/mine/layout.yaml the file is a link that leads out of the project folder: copy it in"
    ]


@pytest.mark.parametrize("link", ["layouts", "layouts/poster/fonts", "layouts/poster/page.css"])
def test_a_layouts_folder_or_a_part_of_it_that_leads_out(link: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "poster").mkdir(parents=True)
    root = write(tmp_path / "project", {"motions/.keep": ""})
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(outside)
    found = load(root, shipped.LAYOUTS)
    assert told(found) == [f"{link} the file is a link that leads out of the project folder: copy it in"]
    assert found.layouts["poster"].roots == (shipped.LAYOUTS,)


def test_a_table_without_a_column_that_it_needs_is_told_which_to_add(tmp_path: Path) -> None:
    assert said(loaded(tmp_path, {"branches/all.csv": "place,type,colour\nX,clp,red\n"}).problems) == [
        "branches/all.csv:2:1 row 2: 'name' is missing: add a column 'name'",
        "branches/all.csv:1:12 unknown field 'colour': call the column 'brand.colour'",
    ]


# The command line


def test_what_was_named_is_there_or_the_nearest_is_told() -> None:
    assert choose("branch", ["weir"], {"weir": 1, "anytown": 2}) == ["weir"]
    with pytest.raises(UsageError, match=r"there is no branch 'wier': did you mean 'weir'\?"):
        choose("branch", ["weir", "wier"], {"weir": 1, "anytown": 2})


def test_the_project_is_the_nearest_folder_that_holds_documents(tmp_path: Path) -> None:
    (tmp_path / "motions/inner/deep").mkdir(parents=True)
    (tmp_path / "motions/inner/leaflets").mkdir()
    assert find_root(tmp_path) == tmp_path
    assert find_root(tmp_path / "motions") == tmp_path
    assert find_root(tmp_path / "motions/inner/deep") == tmp_path / "motions/inner"
    (tmp_path / "only/letters").mkdir(parents=True)
    (tmp_path / "only/campaigns").mkdir()
    assert find_root(tmp_path / "only/letters") == tmp_path / "only"


def test_where_there_is_no_project_it_is_said_how_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="handbill new project"):
        find_root(tmp_path)
