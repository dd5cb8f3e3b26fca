"""Syllables: two hundred words of campaign texts, counted by hand."""

from __future__ import annotations

from handbill.style.syllables import syllables

COUNTED = {
    1: "a the board boards vote votes care health law share change asked moved changed closed branch trades "
    "street price source pounds large cheap grant staff ward our year years new through bus school homes cuts "
    "wage whose",
    2: "open into people council planning public meeting local reading budget money service sister "
    "members started wanted decide decides branches voted services doctor patient union motion second "
    "table able simple little being going doing quiet science leaflet poster window promise homework hundred "
    "nation special region village county never about agree statement lately homeless didn’t couldn’t million "
    "worker workers nurses prices causes flyer flyers reason season",
    3: "hospital hospitals area idea ideas integrate company medicine government library media radio video "
    "period serious elected area’s united national decision everyone yesterday agreement "
    "together however services consultant regional committee director industry property average reopen period previous "
    "conference parliament councillor organise deputy citizen graduate violence another created understand "
    "employer actual annual usual remember newspaper whatever audio anyone volunteers neighbourhoods provider officer",
    4: "integrated community secretary society authority democracy facility political operation information "
    "accountable economy memorial material librarian constituent especially reality variety television "
    "environment priority consultation population executive january february",
    5: "necessarily constituency university organisation privatisation representative "
    "opportunity electricity international communication cooperation immediately administration association",
}


def counted() -> dict[str, int]:
    return {word: number for number, words in COUNTED.items() for word in words.split()}


def test_two_hundred_words_are_counted_as_by_hand() -> None:
    words = counted()
    assert len(words) == 200
    wrong = {word: syllables(word) for word, number in words.items() if syllables(word) != number}
    assert wrong == {}


def test_parts_joined_by_a_hyphen_are_counted_one_by_one() -> None:
    assert [syllables(word) for word in ("well-being", "GPs", "up-to-date", "2022", "")] == [3, 1, 3, 1, 0]
