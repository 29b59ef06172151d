"""Official lists and shapes as offices send them, loaded by the commands."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner, Result

from khabuan import refusal
from khabuan.main import app
from tests.conftest import Ground

Run = Callable[..., Result]
Feature = tuple[dict[str, Any], Any]
VILLAGES = '''\
code,name_th,name_en
72060201,บ้านหนองสาหร่าย,Ban Nong Sarai
"72060202","บ้านใหม่ ""ริมคลอง""",
๗๒๐๖๐๒๐๓,บ้านดอน,
"=""71091101""",บ้านท่า,

'''
"""What a province sends out of Excel: quoted, with Thai digits, a formula that keeps a code text, an empty line."""


@pytest.fixture(scope="module")
def url(ground: Ground) -> str:
    return ground.fresh("registry", "official_lists")


@pytest.fixture
def run(url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    for service in ("REGISTRY", "PLANNING", "PARTNERS"):
        monkeypatch.setenv(f"{service}_DATABASE_URL", url)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def refused(ran: Result) -> refusal.Refusal:
    """Return the refusal in which a command ended, which is one line for a person."""
    assert isinstance(ran.exception, refusal.Refusal), (ran.output, ran.exception)
    assert "\n" not in str(ran.exception)
    return ran.exception


def ask(url: str, sql: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(sql.encode()).fetchall()


def square(west: float) -> dict[str, Any]:
    east = west + 0.1
    ring = [[west, 14.3], [east, 14.3], [east, 14.4], [west, 14.4], [west, 14.3]]
    return {"type": "Polygon", "coordinates": [ring]}


def geojson(file: Path, *features: Feature) -> Path:
    told = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": told}), "utf-8")
    return file


def test_villages_out_of_excel_are_loaded_once(run: Run, url: str, tmp_path: Path) -> None:
    file = tmp_path / "villages.csv"
    file.write_text(VILLAGES, "utf-8-sig")
    first = run("load-villages", file)
    assert first.output.splitlines() == [
        "71: 1 villages, 1 new or changed",
        "72: 3 villages, 3 new or changed",
    ]
    found = ask(url, "SELECT code, name_th FROM areas WHERE level = 'VILLAGE' ORDER BY code")
    assert found == [
        ("71091101", "บ้านท่า"),
        ("72060201", "บ้านหนองสาหร่าย"),
        ("72060202", 'บ้านใหม่ "ริมคลอง"'),
        ("72060203", "บ้านดอน"),
    ]
    before = ask(url, "SELECT max(number) FROM outbox")
    assert "3 villages, loaded before" in run("load-villages", file).output
    other = tmp_path / "the same again.csv"
    other.write_text(VILLAGES, "utf-8")
    assert "3 villages, 0 new or changed" in run("load-villages", other).output
    changed = "SELECT count(*) FROM outbox WHERE number > {} AND subject LIKE '%0602%'"
    assert ask(url, changed.format(before[0][0] or 0)) == [(0,)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("code,name_th\n72060401,ก\n72060401,ข\n", "line 3 (72060401): stands in line 2 already"),
        ("code,name_th\n72060401,บ้าน\n7206,บ้าน\n", "line 3 (7206): A village code has 8 digits"),
        ("code,name_th\n72060401,\n", "line 2 (72060401): name_th: write the village's name"),
        (
            "code,name_th\n72060401,บ้าน\n72069801,บ้าน\n",
            "line 3 (72069801): its tambon is not in use",
        ),
        ("code,name_th\n99010101,บ้าน\n", "line 2 (99010101): its tambon is not in use"),
        ("id,name\n1,2\n", "must have the columns code,name_th[,name_en]"),
        ("code,name_th\n", "and a line below them"),
    ],
)
def test_a_wrong_list_is_refused_whole_by_file_and_line(
    run: Run, url: str, tmp_path: Path, content: str, told: str
) -> None:
    file = tmp_path / "villages.csv"
    file.write_text(content, "utf-8")
    said = refused(run("load-villages", file))
    assert said.code == 2
    assert str(said).startswith(str(file))
    assert told in str(said)
    assert ask(url, "SELECT count(*) FROM areas WHERE code = '72060401'") == [(0,)]


def test_every_wrong_line_of_a_list_is_named_at_once_and_nothing_is_loaded(
    run: Run, url: str, tmp_path: Path
) -> None:
    file = tmp_path / "villages.csv"
    lines = (
        "72060401,ก",
        "72060401,ข",
        "72060402,",
        "7206,ค",
        "99010101,ง",
        "72069801,จ",
        "72060400,ฉ",
    )
    file.write_text("\n".join(["code,name_th", *lines]), "utf-8")
    said = str(refused(run("load-villages", file)))
    assert re.findall(r"line ([0-9]+) \(", said) == ["3", "4", "5", "6", "7", "8"]
    assert "nothing was taken from it" in said
    assert "stays" not in said
    assert ask(url, "SELECT count(*) FROM areas WHERE code ^@ '720604' AND level = 'VILLAGE'") == [
        (0,)
    ]


def test_a_village_that_is_renamed_is_shown_with_its_old_name_and_loses_the_english_one(
    run: Run, url: str, tmp_path: Path
) -> None:
    file = tmp_path / "villages.csv"
    english = "SELECT name_en FROM areas WHERE code = '72060501'"
    for line, told in (
        ("72060501,บ้านทะเลบก,Ban Thale Bok", ["72: 1 villages, 1 new or changed"]),
        ("72060501,บ้านทะเลบก,", ["72: 1 villages, 0 new or changed"]),
    ):
        file.write_text(f"code,name_th,name_en\n{line}\n", "utf-8")
        assert run("load-villages", file).output.splitlines() == told
        assert ask(url, english) == [("Ban Thale Bok",)]
    file.write_text("code,name_th\n72060501,บ้านทะเลใหม่\n", "utf-8")
    assert run("load-villages", file).output.splitlines() == [
        "72: 1 villages, 1 new or changed",
        "72060501: บ้านทะเลบก → บ้านทะเลใหม่",
    ]
    assert ask(url, english) == [("Mu 1 Thale Bok",)]


def test_a_few_lines_of_a_province_are_no_list_of_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    file.write_text("code,name_th\n720601,ก\n720602,ข\n720603,ค\n", "utf-8")
    said = refused(run("import-areas", file))
    assert said.code == 2
    assert f"{file} holds 3 of the 110 areas of province 72 with 6 digits" in str(said)


@pytest.mark.parametrize("command", ["load-villages", "import-areas", "import-shapes"])
def test_a_file_that_is_not_there_or_not_text_is_named(
    run: Run, tmp_path: Path, command: str
) -> None:
    none = tmp_path / "none.csv"
    assert str(refused(run(command, none))) == f"there is no {none}"
    none.write_bytes("code,name_th\n72060201,บ้าน\n".encode("cp874"))
    said = refused(run(command, none))
    assert (said.code, str(none) in str(said)) == (2, True)
    assert re.search("UTF-8|GeoJSON", str(said))


def test_two_tambons_that_touch_are_loaded_and_each_other_feature_is_told(
    run: Run, url: str, tmp_path: Path
) -> None:
    good: list[Feature] = [
        ({"TAM_CODE": "720602"}, square(99.8)),
        ({"TAM_CODE": 720603}, square(99.9)),
    ]
    bad = [
        ({"TAM_CODE": "729999"}, square(100.0)),
        ({"TAM_CODE": "720604"}, None),
        ({}, square(1)),
    ]
    file = geojson(tmp_path / "tambons.geojson", *good, *bad)
    ran = run("import-shapes", file, "--code-property", "TAM_CODE")
    assert ran.output.splitlines() == [
        "720602: loaded",
        "720603: loaded",
        "729999: refused: no area of today has this code (feature 3)",
        "720604: refused: it has no geometry (feature 4)",
        "feature 5: refused: no area code in its property 'TAM_CODE' (feature 5)",
        "2 loaded, 0 unchanged, 3 refused",
    ]
    assert ran.exit_code == 1
    assert ask(url, "SELECT area_code, west, east FROM area_shapes ORDER BY area_code") == [
        ("720602", 99.8, pytest.approx(99.9)),
        ("720603", 99.9, pytest.approx(100.0)),
    ]
    again = run("import-shapes", geojson(file, *good), "--code-property", "TAM_CODE")
    assert (again.exit_code, again.output.splitlines()[-1]) == (
        0,
        "0 loaded, 2 unchanged, 0 refused",
    )


def test_a_shape_that_lies_elsewhere_is_refused_and_says_where(
    run: Run, url: str, tmp_path: Path
) -> None:
    away = [[101.5, 16.0], [101.6, 16.0], [101.6, 16.1], [101.5, 16.1], [101.5, 16.0]]
    file = geojson(
        tmp_path / "astray.geojson",
        ({"code": "720604"}, {"type": "Polygon", "coordinates": [away]}),
        ({"code": "720601"}, square(99.9)),
    )
    ran = run("import-shapes", file)
    first, second, _ = ran.output.splitlines()
    assert first.startswith("720604: refused: the shape lies at 16.05 N 101.55 E, but ")
    assert "check the code of this feature" in first
    assert first.endswith("(feature 1)")
    assert (second, ran.exit_code) == ("720601: loaded", 1)
    assert ask(url, "SELECT count(*) FROM area_shapes WHERE area_code = '720604'") == [(0,)]


def test_a_list_is_compared_in_its_own_provinces_and_written_by_an_order(
    run: Run, url: str, tmp_path: Path
) -> None:
    known = ask(
        url,
        "SELECT code, name_th FROM areas WHERE level = 'TAMBON' AND code ^@ '72' AND valid_to IS NULL",
    )
    names: dict[str, str] = {row[0]: row[1] for row in known}
    file = tmp_path / "tambons.csv"

    def write(told: dict[str, str]) -> None:
        lines = [f"{code},{name}" for code, name in told.items()]
        file.write_text("\n".join(["code,name_th", *lines]), "utf-8-sig")

    write(names)
    assert run("import-areas", file).output == "tambons.csv: as the areas of today\n"
    old = names["720601"]
    write({**names, "720601": "ดอนใหม่", "720698": "ตำบลตั้งใหม่"})
    told = [f"RENAMED 720601 ดอนใหม่ (was {old})", "NEW 720698 ตำบลตั้งใหม่"]
    seen = run("import-areas", file)
    assert [line.strip() for line in seen.output.splitlines()] == told
    assert ask(url, "SELECT name_th FROM areas WHERE code = '720601'") == [(old,)]
    assert "--order" in str(refused(run("import-areas", file, "--write")))
    order = ("import-areas", file, "--write", "--order", "ประกาศกระทรวงมหาดไทย", "--effective-on")
    assert "YYYY-MM-DD" in str(refused(run(*order, "1/10/2568")))
    done = run(*order, "2025-10-01")
    assert [line.strip() for line in done.output.splitlines()] == [*told, "changed: 1 of 2"]
    assert ask(url, "SELECT name_th FROM areas WHERE code = '720601'") == [("ดอนใหม่",)]
    assert "changed: 0 of 1" in run(*order, "2025-10-01").output
