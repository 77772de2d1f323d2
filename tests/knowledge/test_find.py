"""What names are found to mean, as an article writes them."""

from __future__ import annotations

import pytest

from dragoman.knowledge import Fact, by_key, capital, country, find, given_name, person, stands_for, starts
from dragoman.knowledge import leaders as leaders_of
from dragoman.knowledge.names import LONGEST

UN_MEMBERS = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR
CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL
IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN
MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI
SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW
""".split()


def kinds(name: str) -> list[tuple[str, str | None]]:
    return [(fact.kind, fact.code) for fact in find(name)]


def first(name: str) -> Fact:
    found = find(name)
    assert found, f"{name!r} is not found"
    return found[0]


def test_there_are_193_members_of_the_united_nations() -> None:
    assert len(set(UN_MEMBERS)) == 193


@pytest.mark.parametrize("code", UN_MEMBERS)
def test_every_state_is_known(code: str) -> None:
    state = country(code)
    assert state is not None
    assert first(state.name).key == state.key == f"country:{code}"
    assert state.wikidata is not None
    assert state.geonames is not None
    assert state.latitude is not None
    assert -60 < state.latitude < 75
    assert state.longitude is not None
    assert state.population > 900
    city = capital(code)
    assert city is not None
    assert (city.kind, city.code, city.extra) == ("city", code, "capital")
    assert city in find(city.name)


def test_every_state_has_a_demonym() -> None:
    from dragoman.lexicon import load

    table = load("countries")["country"]
    unnamed = [code for code in UN_MEMBERS if not table[code].get("adjective") and not table[code].get("people")]
    assert unnamed == []
    for code in UN_MEMBERS:
        for word in (*table[code].get("adjective", ()), *table[code].get("people", ())):
            assert ("demonym", code) in kinds(word), word


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ivory Coast", "country:CI"),
        ("Côte d’Ivoire", "country:CI"),
        ("COTE D'IVOIRE", "country:CI"),
        ("Burma", "country:MM"),
        ("Türkiye", "country:TR"),
        ("the Netherlands", "country:NL"),
        ("Holland", "country:NL"),
        ("Czech Republic", "country:CZ"),
        ("DR Congo", "country:CD"),
        ("Zaire", "country:CD"),
        ("U.S.", "country:US"),
        ("US", "country:US"),
        ("U.S.A.", "country:US"),
        ("America", "country:US"),
        ("UK", "country:GB"),
        ("U.K.", "country:GB"),
        ("Britain", "country:GB"),
        ("UAE", "country:AE"),
        ("Taiwan", "country:TW"),
        ("Kosovo", "country:XK"),
        ("the Vatican", "country:VA"),
        ("Holy See", "country:VA"),
        ("Palestinian territories", "country:PS"),
        ("Soviet Union", "country:SUHH"),
        ("USSR", "country:SUHH"),
        ("Yugoslavia", "country:YUCS"),
        ("East Germany", "country:DDDE"),
        ("Guinea Bissau", "country:GW"),
        ("Bogota", "city:3688689"),
        ("Bogotá", "city:3688689"),
        ("BOGOTA", "city:3688689"),
        ("Kyiv", "city:703448"),
        ("Kiev", "city:703448"),
        ("Ankara", "city:323786"),
        ("Lima", "city:3936456"),
        ("Dar es Salaam", "city:160263"),
        ("DAR ES SALAAM", "city:160263"),
        ("Sana'a", "city:71137"),
        ("Sanaa", "city:71137"),
        ("Port au Prince", "city:3718426"),
        ("St. Petersburg", "city:498817"),
        ("the Hague", "city:2747373"),
        ("Washington, D.C.", "city:4140963"),
        ("England", "region:GB-ENG"),
        ("Chechnya", "region:RU-CE"),
        ("Crimea", "region:UA-43"),
        ("Tibet", "region:CN-XZ"),
        ("Helmand province", "region:AF-HEL"),
        ("Kursk region", "region:RU-KRS"),
        ("Miss.", "region:US-MS"),
        ("Latin America", "area:latin-america"),
        ("the Middle East", "area:middle-east"),
        ("Gaza", "area:gaza"),
        ("West Bank", "area:west-bank"),
        ("Donbass", "area:donbas"),
        ("Nagorno-Karabakh", "area:nagorno-karabakh"),
        ("Horn of Africa", "area:horn-of-africa"),
        ("South China Sea", "water:south-china-sea"),
        ("Strait of Hormuz", "water:strait-of-hormuz"),
        ("Camp David", "facility:camp-david"),
        ("OAS", "org:OAS"),
        ("Organization of American States", "org:OAS"),
        ("U.N.", "org:UN"),
        ("UN Security Council", "org:UNSC"),
        ("Security Council", "org:UNSC"),
        ("Nato", "org:NATO"),
        ("AfDB", "org:AFDB"),
        ("al Qaeda", "org:AL-QAEDA"),
        ("State Department", "org:US-STATE"),
        ("Bundestag", "org:DE-BUNDESTAG"),
        ("Itar-Tass", "org:TASS"),
        ("Summit of the Americas", "gathering:summit-of-the-americas"),
        ("COP27", "gathering:cop"),
    ],
)
def test_a_name_means_first(name: str, key: str) -> None:
    assert first(name).key == key


@pytest.mark.parametrize(
    "name",
    [
        "us",
        "Us",
        "turkey",
        "chad",
        "who",
        "Who",
        "un",
        "it",
        "the hague",
        "Miss",
        "nato",
        "Same",
        "Police",
        "",
        " ",
        "the",
        ".",
    ],
)
def test_a_word_that_is_no_name_is_not_found(name: str) -> None:
    assert find(name) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Georgia", [("country", "GE"), ("region", "US")]),
        ("Moscow", [("city", "RU"), ("metonym", "RU")]),
        ("Washington", [("city", "US"), ("metonym", "US"), ("region", "US")]),
        ("New York", [("city", "US"), ("region", "US")]),
        ("Virginia", [("region", "US")]),
        ("London", [("city", "GB"), ("metonym", "GB"), ("city", "CA")]),
        ("Tripoli", [("city", "LY"), ("metonym", "LY")]),
        ("Luxembourg", [("country", "LU"), ("city", "LU")]),
        ("Congo", [("country", "CD"), ("country", "CG")]),
        ("Korea", [("country", "KR"), ("country", "KP")]),
        ("Dominican", [("demonym", "DO"), ("demonym", "DM")]),
        ("Brussels", [("city", "BE"), ("metonym", "BE"), ("metonym", None)]),
        ("Strasbourg", [("city", "FR"), ("metonym", None)]),
        ("Birmingham", [("city", "GB"), ("city", "US")]),
        ("Senate", [("organization", "US")]),
    ],
)
def test_homonyms_stand_in_order(name: str, expected: list[tuple[str, str | None]]) -> None:
    assert kinds(name)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("name", "about", "extra"),
    [
        ("White House", "country:US", "palace"),
        ("the White House", "country:US", "palace"),
        ("Foggy Bottom", "org:US-STATE", "ministry"),
        ("the Pentagon", "org:US-DOD", "ministry"),
        ("Capitol Hill", "org:US-CONGRESS", "parliament"),
        ("the Kremlin", "country:RU", "palace"),
        ("Downing Street", "country:GB", "palace"),
        ("Whitehall", "country:GB", "ministry"),
        ("the Elysee", "country:FR", "palace"),
        ("the Élysée Palace", "country:FR", "palace"),
        ("Quai d’Orsay", "org:FR-MAE", "ministry"),
        ("Blue House", "country:KR", "palace"),
        ("Zhongnanhai", "country:CN", "palace"),
    ],
)
def test_a_metonym_stands_for_its_government(name: str, about: str, extra: str) -> None:
    fact = first(name)
    assert (fact.kind, fact.extra) == ("metonym", extra)
    meant = stands_for(fact)
    assert meant is not None
    assert meant.key == about
    assert fact.code == (meant.code or fact.code)


@pytest.mark.parametrize("name", ["Kiev", "Peking", "Ankara", "Tehran", "Rangoon", "Tel Aviv"])
def test_a_capital_stands_for_its_country_under_every_name(name: str) -> None:
    city, *rest = find(name)
    assert city.kind == "city"
    assert ("metonym", city.code) in [(fact.kind, fact.code) for fact in rest]


@pytest.mark.parametrize(
    ("name", "code", "extra"),
    [
        ("Colombian", "CO", "adjective"),
        ("Colombians", "CO", "people"),
        ("French", "FR", "adjective"),
        ("the French", "FR", "people"),
        ("the Dutch", "NL", "people"),
        ("Saudi", "SA", "adjective"),
        ("Emirati", "AE", "adjective"),
        ("British", "GB", "adjective"),
        ("Britons", "GB", "people"),
        ("Turks", "TR", "people"),
        ("Israelis", "IL", "people"),
        ("Palestinian", "PS", "adjective"),
        ("Palestinians", "PS", "people"),
        ("Soviet", "SU", "adjective"),
        ("Latin American", None, "adjective"),
        ("Europeans", None, "people"),
        ("Chechen", "RU", "adjective"),
        ("Kurds", None, "people"),
    ],
)
def test_demonyms(name: str, code: str | None, extra: str) -> None:
    fact = first(name)
    assert (fact.kind, fact.code, fact.extra) == ("demonym", code, extra)
    assert stands_for(fact) is not None


def test_countries_have_nothing_to_stand_for() -> None:
    assert stands_for(first("Peru")) is None


def test_a_gathering_knows_whose_it_is() -> None:
    summit = first("Summit of the Americas")
    assert (summit.kind, summit.extra) == ("gathering", "org:OAS")
    assert stands_for(summit) == first("OAS")


@pytest.mark.parametrize(
    "name", ["Reuters", "AP", "AFP", "Xinhua", "TASS", "Interfax", "Anadolu", "IRNA", "Yonhap", "Kyodo"]
)
def test_news_agencies_are_told_apart(name: str) -> None:
    assert (first(name).kind, first(name).extra) == ("organization", "agency")


def test_an_organisation_sits_where_its_city_is() -> None:
    seat, city = first("IAEA"), capital("AT")
    assert city is not None
    assert (seat.latitude, seat.longitude) == (city.latitude, city.longitude)
    assert seat.code is None


def test_keys_lead_back_to_their_facts() -> None:
    for name in ("Colombia", "Bogotá", "OAS", "Chechnya", "Black Sea", "Camp David", "French", "Kremlin", "COP27"):
        fact = first(name)
        assert by_key(fact.key) == fact


@pytest.mark.parametrize("key", ["", "city:", "city:x", "city:0", "country:QQ", "city:99999999999999999999", "nothing"])
def test_a_key_of_nothing_is_none(key: str) -> None:
    assert by_key(key) is None


def test_withdrawn_codes_are_known_and_unknown_ones_are_not() -> None:
    soviet = country("SU")
    assert soviet is not None
    assert (soviet.name, soviet.extra) == ("Soviet Union", "historical")
    assert country("QQ") is None
    assert capital("AQ") is None


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Dar", "Dar es Salaam"),
        ("Organization", "Organization of American States"),
        ("the", "the French"),
        ("al", "al Qaeda"),
        ("U.S.", "U.S. State Department"),
        ("Guinea", "Guinea-Bissau"),
        ("mainland", "mainland China"),
        ("Saint", "Saint Vincent and the Grenadines"),
    ],
)
def test_a_name_is_no_longer_than_its_first_word_says(word: str, name: str) -> None:
    assert find(name)
    assert starts(word) >= len(name.replace("-", " - ").split())


@pytest.mark.parametrize("word", ["Xyzzy", "us", "organization", "", "-", "united"])
def test_a_word_that_begins_no_name_says_so(word: str) -> None:
    assert starts(word) == 0


def test_an_acronym_is_no_small_town_and_the_other_way_round() -> None:
    assert kinds("AU")[0] == ("organization", None)
    assert ("organization", None) not in kinds("Au")


def test_very_long_text_is_no_name() -> None:
    assert find("Bogota " * 100_000) == ()
    assert person("P" * (LONGEST + 1)) == ()
    assert starts("a" * 1_000_000) == 0


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Gustavo", "male"), ("Zoë", "female"), ("Andrea", "either"), ("gustavo", None), ("Mark", None), ("", None)],
)
def test_given_names(word: str, expected: str | None) -> None:
    assert given_name(word) == expected


@pytest.mark.parametrize(
    ("name", "code", "office"),
    [
        ("Emmanuel Macron", "FR", "President"),
        ("Macron", "FR", "President"),
        ("Zelensky", "UA", "President"),
        ("Xi Jinping", "CN", "President"),
        ("Erdoğan", "TR", "President"),
        ("Gustavo Petro", "CO", "President"),
        ("Mohammed bin Salman", "SA", "Crown Prince and Prime Minister"),
        ("Kim Jong Un", "KP", "State Affairs Commission President"),
    ],
)
def test_leaders_are_known_by_the_names_in_use(name: str, code: str, office: str) -> None:
    assert (code, office) in [(leader.code, leader.office) for leader in person(name)]


def test_leaders_of_a_country_have_days() -> None:
    colombia = leaders_of("CO")
    assert [(leader.name, leader.since) for leader in colombia] == [("Gustavo Petro", "2022-08-07")]
    assert colombia[0].as_of > "2025"
    assert leaders_of("QQ") == ()
    assert person("petro") == ()
