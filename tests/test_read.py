"""Which files are read, which are refused and why; plain text in all its shapes."""

import io
import random
import zipfile

import pytest

from contract_kit.document import Paragraph
from contract_kit.errors import UnreadableError
from contract_kit.read import MAX_BYTES, read, read_path

SENTENCE = (
    "The Supplier shall answer each call of the Customer within twenty seconds of its arrival."
)

FRENCH = (
    "Le présent contrat est conclu entre les parties pour une durée de trois ans. Le prestataire"
    " s'engage à fournir les services décrits dans l'annexe et à respecter les niveaux de service"
    " qui y sont fixés. Les parties conviennent que toute modification du contrat sera faite par"
    " écrit et signée par les deux parties. Le client paiera les factures dans un délai de trente"
    " jours. En cas de manquement, la partie lésée pourra résilier le contrat après une mise en"
    " demeure restée sans effet pendant quinze jours. Le droit français est applicable au présent"
    " contrat. "
)
GERMAN = (
    "Dieser Vertrag wird zwischen den Parteien auf die Dauer von drei Jahren geschlossen. Der"
    " Auftragnehmer erbringt die in der Anlage beschriebenen Leistungen und hält die dort"
    " vereinbarten Werte ein. Der Auftraggeber zahlt die Rechnungen innerhalb von dreißig Tagen"
    " nach Eingang. Änderungen dieses Vertrages bedürfen der Schriftform und werden von beiden"
    " Parteien unterzeichnet. Die Haftung ist auf die im letzten Jahr gezahlte Vergütung"
    " beschränkt. "
)
SPANISH = (
    "El presente contrato se celebra entre las partes por una duración de tres años. El proveedor"
    " prestará los servicios descritos en el anexo y cumplirá los niveles de servicio que en él se"
    " fijan. El cliente pagará las facturas en un plazo de treinta días. Las partes acuerdan que"
    " toda modificación del contrato se hará por escrito y será firmada por las dos partes. El"
    " contrato se regirá por la ley del lugar de la prestación de los servicios. "
)
PRESS = """FOR IMMEDIATE RELEASE

Northwind Outsourcing opens a site in Leeds

LEEDS, 4 March 2026 -- Northwind Outsourcing today announced that it is opening a site.

"We are proud of this step," said Maria Example, chief executive of Northwind.

About Northwind
Northwind runs service desks for retailers.

Media contact: press@northwind.example
"""
CODE = "import os\n\n" + "\n".join(
    f"def step_{number}(value):\n    if value > {number}:\n        return value\n    return {{}}"
    for number in range(12)
)


def cause(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data, name)
    return caught.value.cause


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def paragraphs(data: bytes | str, name: str = "a.txt") -> list[tuple[str, str]]:
    document = read(data.encode() if isinstance(data, str) else data, name)
    return [(b.number, b.text) for _, b in document.blocks() if isinstance(b, Paragraph)]


def headings(data: str, name: str = "a.txt") -> list[tuple[int, str, str]]:
    return [(s.level, s.number, s.title) for s in read(data.encode(), name).walk()]


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf", "a.html", "a.md", "a"])
@pytest.mark.parametrize("data", [b"", b"   \r\n\t ", b"\xef\xbb\xbf\n"])
def test_a_file_without_words_is_empty(data, name):
    assert cause(data, name) == "empty"


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.pdf", "a.md", "a.html"])
def test_noise_is_no_text(name):
    assert cause(random.Random(7).randbytes(6000), name) == "not-text"


def test_damaged_containers_are_corrupt():
    whole = zipped(
        **{"word__document_dot_xml": b"<x/>" * 400, "a": random.Random(3).randbytes(5000)}
    )
    assert cause(whole[:3000], "a.docx") == "corrupt"
    assert cause(b"%PDF-1.7\n" + random.Random(3).randbytes(5000), "a.pdf") == "corrupt"
    assert cause(zipped(readme=b"hello"), "a.docx") == "corrupt"


def test_old_word_and_rtf_are_legacy():
    assert (
        cause(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 40, "a.doc"
        )
        == "legacy-format"
    )
    assert cause(rb"{\rtf1\ansi Hello}", "a.docx") == "legacy-format"


@pytest.mark.parametrize("name", ["a.doc", "a.rtf", "a.txt", "a"])
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xef\xbb\xbf {\\rtf1\\ansi Hello}", "an .rtf file"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x\n\n<html>", "web archive"),
        (b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>', "a single XML file"),
    ],
)
def test_documents_that_are_text_outside_are_told_by_their_content(data, said, name):
    with pytest.raises(UnreadableError, match=said) as caught:
        read(data, name)
    assert caught.value.cause == "legacy-format"


@pytest.mark.parametrize("name", ["a.odt", "a.docx", "a.zip"])
def test_open_document_files_say_so(name):
    data = zipped(
        **{"mimetype": b"x", "content_dot_xml": b"<x/>", "META-INF__manifest_dot_xml": b"<x/>"}
    )
    with pytest.raises(UnreadableError, match="It is an OpenDocument file") as caught:
        read(data, name)
    assert caught.value.cause == "legacy-format"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_goes_by_the_name_of_an_old_word_file_is_read_as_what_it_is(encoding):
    text = "This Agreement is made between Acme Inc. and Beta LLC."
    assert paragraphs(text.encode(encoding), "a.doc") == [("", text)]
    page = f"<!-- saved --><html><body><p>{text}</p></body></html>"
    assert paragraphs(page.encode(encoding), "a.doc") == [("", text)]


@pytest.mark.parametrize("name", ["a.txt", "a.doc", "a.md"])
def test_a_text_that_speaks_of_pdf_files_is_text(name):
    text = "The deliverable begins with the bytes %PDF-1.7. The Provider shall deliver it."
    assert paragraphs(text, name) == [("", text)]
    assert cause(b"junk\n%PDF-1.7\nendobj" + b"\0" * 50, "a.pdf") == "corrupt"


def test_an_encrypted_word_file_says_so():
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    assert cause(data, "a.docx") == "encrypted"


@pytest.mark.parametrize("name", ["a.docm", "a.docx"])
def test_macros_are_refused(name):
    data = zipped(**{"[Content_Types]_dot_xml": b"<Types/>", "word__vbaProject_dot_bin": b"x"})
    assert cause(data, name) == "macro"


def test_bombs_are_refused():
    data = zipped(
        **{"[Content_Types]_dot_xml": b"<Types/>", "word__document_dot_xml": b" " * 60_000_000}
    )
    assert cause(data, "a.docx") == "bomb"


def test_too_large_files_are_refused_before_they_are_read(tmp_path):
    assert cause(b"a" * (MAX_BYTES + 1), "a.txt") == "too-large"
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableError) as caught:
        read_path(path)
    assert caught.value.cause == "too-large"


def test_a_missing_file_is_missing(tmp_path):
    with pytest.raises(UnreadableError) as caught:
        read_path(tmp_path / "none.txt")
    assert caught.value.cause == "missing"


def test_a_contract_in_two_languages_is_read():
    english = (
        "The supplier shall provide the services to the customer as agreed in this contract.\n"
    )
    text = GERMAN * (60_000 // len(GERMAN) + 1) + english * 700
    assert "The supplier shall provide" in repr(read(text.encode(), "a.txt"))


@pytest.mark.parametrize("text", [FRENCH, GERMAN, SPANISH])
def test_other_languages_are_refused(text):
    assert cause((text * 3).encode(), "a.txt") == "language"


def test_short_text_names_and_figures_are_never_refused():
    assert paragraphs("Le contrat.")
    assert paragraphs(SENTENCE)
    names = "\n\n".join(
        f"Société Générale d'Exploitation de la Vallée {n} SARL, 12 rue de la Paix"
        for n in range(60)
    )
    assert paragraphs(f"Agreement\n\n{(SENTENCE + ' ') * 25}\n\n{names}")
    table = "\n".join(f"| Service {n} | 99.{n}% | EUR {n}00.00 |" for n in range(200))
    assert read(f"| a | b | c |\n|---|---|---|\n{table}".encode(), "a.md").sections


def test_a_press_release_and_source_code_are_no_contracts():
    assert cause(PRESS.encode(), "a.txt") == "not-a-contract"
    assert cause(CODE.encode(), "a.txt") == "not-a-contract"


def test_a_contract_may_speak_of_press_releases():
    text = (
        "Neither party shall issue a press release about this Agreement. Media contact of the"
        f" Customer: see Annex 1. About Northwind. {SENTENCE} " * 6
    )
    assert paragraphs(text)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_encodings(encoding):
    text = f"“Services” means the services – all of them – at £5 each.\r\n\r\n{SENTENCE}"
    assert [words for _, words in paragraphs(text.encode(encoding))] == [
        "“Services” means the services – all of them – at £5 each.",
        SENTENCE,
    ]


WRAPPED = """
                          SERVICE AGREEMENT

This Service Agreement is made between Alpha Ltd and Beta Ltd on the first day
of May 2026 for the services that are described in Schedule 1 of this Agreement.

ARTICLE I    DEFINITIONS

1.1 "Services" means the services described in Schedule 1, and any service that
is needed for them; it does not include the services of third parties, save in
the cases of Section
4.2 of this Agreement.

     (a)  calls, and

     (b)  e-mails.

                                     - 1 -

2.  Term. This Agreement starts on 1 June 2026 and runs for thirty-six months,
unless it is ended earlier under this Agreement by one of the

                                     - 2 -

Parties. It is not renewed of itself.

ARTICLE II    FEES

Schedule 1   Services
"""


def test_wrapped_text_becomes_paragraphs_with_numbers():
    found = paragraphs(WRAPPED)
    assert found[1] == (
        "1.1",
        (
            '"Services" means the services described in Schedule 1, and any service that is needed'
            " for them; it does not include the services of third parties, save in the cases of"
            " Section 4.2 of this Agreement."
        ),
    )
    assert found[2:4] == [("(a)", "calls, and"), ("(b)", "e-mails.")]


def test_pages_are_joined_and_their_numbers_gone():
    words = " ".join(text for _, text in paragraphs(WRAPPED))
    assert "ended earlier under this Agreement by one of the Parties. It is not renewed" in words
    assert "- 1 -" not in words


def test_headings_and_title():
    document = read(WRAPPED.encode(), "a.txt")
    assert document.title == "SERVICE AGREEMENT"
    assert headings(WRAPPED)[1:] == [
        (1, "ARTICLE I", "DEFINITIONS"),
        (2, "2", "Term"),
        (1, "ARTICLE II", "FEES"),
        (1, "Schedule 1", "Services"),
    ]
    assert [s.kind for s in document.walk()][1] == "definitions"


def test_ordinals_count_from_one_and_rise():
    document = read(WRAPPED.encode(), "a.txt")
    ordinals = [b.origin.paragraph for _, b in document.blocks()]
    assert ordinals == sorted(ordinals)
    assert ordinals[0] == 2  # the title is the first paragraph


def test_offsets_point_into_the_source():
    for _, block in read(WRAPPED.encode(), "a.txt").blocks():
        source = " ".join(WRAPPED[block.origin.start : block.origin.end].split())
        assert block.text.split()[-1] in source
        assert block.text.split()[0] in source


def test_paragraphs_that_were_run_together_are_parted():
    text = (
        "3. Fees. 3.1 Invoices. The Supplier shall invoice each month. 3.2 Payment. The Customer"
        " shall pay within thirty days, as Section 3.1 says. 4. Term. 4.1 Start. This Agreement"
        " starts on 1 May 2026."
    )
    assert [number for number, _ in paragraphs(f"2.9 Prices. {SENTENCE} {text}")] == [
        "2.9",
        "3.1",
        "3.2",
        "4.1",
    ]
    assert [(n, t) for _, n, t in headings(f"2.9 Prices. {SENTENCE} {text}")] == [
        ("", ""),
        ("3", "Fees"),
        ("4", "Term"),
    ]


def test_running_heads_and_feet_go():
    page = "Alpha Confidential\n\n{}\n\n{}\n\nAlpha Agreement, page {}\n\n\n\n\n\n"
    counts = ["one", "two", "three", "four", "five"]
    duties = [SENTENCE.replace("twenty", count) for count in counts]
    text = "".join(page.format(f"{n}. {SENTENCE}", duty, n) for n, duty in enumerate(duties, 1))
    words = " ".join(text for _, text in paragraphs(text))
    assert "page 3" not in words
    assert "Confidential" not in words
    assert words.count("The Supplier shall answer") == 10
    assert all(duty in words for duty in duties)


def test_signature_lines_are_never_taken_for_running_ones():
    page = f"{SENTENCE}\n\nBy: __________\n\nName: __________\n\n{{}}\n\n"
    text = "".join(page.format(n) for n in range(1, 7))
    assert " ".join(words for _, words in paragraphs(text)).count("By: __________") == 6


def test_a_table_of_contents_is_set_apart():
    titles = ["Definitions", "Services", "Fees", "Term", "Liability", "Notices"]
    entries = "\n".join(f"{n}. {title} ............ {n + 2}" for n, title in enumerate(titles, 1))
    body = "\n\n".join(f"{n}. {title}\n\n{SENTENCE}" for n, title in enumerate(titles, 1))
    document = read(
        f"SERVICE AGREEMENT\n\nTABLE OF CONTENTS\n\n{entries}\n\n{body}".encode(), "a.txt"
    )
    contents = [s for s in document.walk() if s.title == "Contents"]
    assert len(contents) == 1
    assert all(isinstance(b, Paragraph) and b.style == "note" for b in contents[0].blocks)
    assert len(contents[0].blocks) == 7
    numbered = [s.number for s in document.walk() if s.number]
    assert numbered == ["1", "2", "3", "4", "5", "6"]


def test_street_numbers_and_figures_are_no_numbers():
    text = (
        f"{SENTENCE}\n\n12 Canal Street\n\n30 days after the invoice the Customer shall pay.\n\n5.5"
        " million calls."
    )
    assert all(number == "" for number, _ in paragraphs(text))


def test_a_number_alone_belongs_to_the_words_below():
    assert paragraphs(f"5.1\n\n{SENTENCE}") == [("5.1", SENTENCE)]


@pytest.mark.parametrize(
    "data",
    [
        "(" * 200_000,
        "1." * 100_000,
        "a" * 1_000_000,
        " \n" * 300_000 + "a",
        "- " * 200_000,
        "<!--" * 100_000,
        "|" * 200_000 + "\n" + "|-" * 100_000,
        "*" * 200_000,
        "[" * 200_000,
        "<div>" * 50_000 + "a",
        "Section " * 60_000,
        "A.B." * 100_000,
        "`" * 100_001,
        "&" * 200_000,
        "1.1.1.1.1" * 50_000,
    ],
    ids=range(15),
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_hostile_text_is_read_in_no_time(data, name):
    try:
        read(data.encode(), name)
    except UnreadableError as error:
        assert error.cause in {"empty", "too-large", "corrupt"}  # noqa: PT017 - refusing is allowed


def test_pages_that_begin_alike_keep_their_words():
    page = "{}\n\n{}\n\n- {} -\n\n\n\n\n"
    duties = [
        f"The Supplier shall not {verb} the data of the Customer in any way."
        for verb in ("sell", "lend", "lose", "hide")
    ]
    text = "".join(
        page.format(duty, SENTENCE.replace("twenty", f"{n}0"), n)
        for n, duty in enumerate(duties, 1)
    )
    words = " ".join(words for _, words in paragraphs(text))
    assert all(duty in words for duty in duties)


def test_markdown_headings_in_a_text_file_are_headings():
    text = f"# Data Agreement\n\n## 1. Scope\n1.1 {SENTENCE}\n\n### Fees\n{SENTENCE}"
    document = read(text.encode(), "a.txt")
    assert document.title == "Data Agreement"
    assert headings(text) == [(1, "1", "Scope"), (2, "", "Fees")]
