"""Plain texts and text tables, in the encodings and with the line ends of thirty years of office programs."""

from .pieces import Gold, beside, said, told

ONE = "Wij zoeken één aanspreekpunt voor álle scholen."
OTHER = "De coördinator is er maar één dag per week."


def windows_letters() -> Gold:
    text = f"Gemeente;Uitspraak\r\nSúdwest-Fryslân;{ONE}\r\nDelft;{OTHER} Kosten: € 500\r\n"
    return Gold(
        "windows.csv", text.encode("cp1252"),
        (
            beside("Gemeente"), beside("Súdwest-Fryslân"), beside("Delft"), said(ONE, "row 2, column B"),
            said(f"{OTHER} Kosten: € 500", "row 3, column B"),
        ),
    )  # fmt: skip


def unicode_text_of_excel() -> Gold:
    text = f"Rol\tOpmerking\r\nraadslid\t{ONE}\r\ngriffier\t{OTHER}\r\n"
    return Gold(
        "unicode tekst.csv",
        text.encode("utf-16"),
        (beside("Rol"), beside("raadslid"), beside("griffier"), said(ONE, "row 2"), said(OTHER, "row 3")),
    )


def quotes_and_newlines() -> Gold:
    text = f'Rol;Uitspraak;Thema\nraadslid;"Hij zei: ""doe maar"";\nen toen niets.";Polarisatie\ngriffier;"{OTHER}";Inclusie\n'
    return Gold(
        "aanhalingstekens.csv", text.encode(),
        (
            *map(beside, ["Rol", "raadslid", "Thema", "Polarisatie", "griffier", "Inclusie"]),
            said('Hij zei: "doe maar";\nen toen niets.', "row 2, column B"), said(OTHER, "row 3, column B"),
        ),
    )  # fmt: skip


def two_encodings_in_one_file() -> Gold:
    """Two lists pasted together: one in UTF-8, one in the letters of Windows."""
    content = f"Rol;Uitspraak\nraadslid;{ONE}\n".encode() + f"griffier;{OTHER}\n".encode("cp1252")
    return Gold(
        "samengeplakt.csv", content,
        (beside("raadslid"), beside("griffier"), said(ONE, "row 2"), said(OTHER, "row 3"), told("two ways of writing letters")),
    )  # fmt: skip


def separator_said_by_excel() -> Gold:
    text = f"sep=|\nGemeente|Toelichting\nUrk|{ONE}\n\nDelft|{OTHER}\n"
    return Gold(
        "sep.csv",
        text.encode("utf-8-sig"),
        (beside("Urk"), beside("Delft"), said(ONE, "row 3, column B"), said(OTHER, "row 5, column B")),
    )


def points_with_windows_line_ends() -> Gold:
    text = f"Aantekeningen tafel 3\r\n\r\n- {ONE}\r\n- {OTHER}\r\n  Dat is te weinig.\r\n\r\nSlot.\r\n"
    return Gold(
        "aantekeningen.txt", text.encode(),
        (
            said("Aantekeningen tafel 3", "line 1"), said(f"- {ONE}", "line 3"),
            said(f"- {OTHER}\n  Dat is te weinig.", "line 4"), said("Slot.", "line 7"),
        ),
    )  # fmt: skip


def other_scripts() -> Gold:
    """Right to left, combining marks, emoji of several signs."""
    lines = [
        "مرحبا، نحن نحتاج إلى تدريب.",
        "Cafe\u0301 en re\u0308union",
        "Top 👩‍👩‍👧‍👦🇳🇱 ga zo door",
        "שלום לכולם",
    ]
    return Gold(
        "talen.txt",
        "\n".join(lines).encode("utf-8-sig"),
        tuple(said(line, f"line {n}") for n, line in enumerate(lines, start=1)),
    )


def wide_letters_without_a_mark() -> Gold:
    text = f"{ONE}\r\n{OTHER}\r\n"
    return Gold("kladblok.txt", text.encode("utf-16-le"), (said(ONE, "line 1"), said(OTHER, "line 2")))


FILES = [
    windows_letters, unicode_text_of_excel, quotes_and_newlines, two_encodings_in_one_file, separator_said_by_excel,
    points_with_windows_line_ends, other_scripts, wide_letters_without_a_mark,
]  # fmt: skip
