"""What the readers raise over a damaged file: its structure is not what its kind promises."""


def damage() -> tuple[type[Exception], ...]:
    """The libraries are imported here, where a file is read already."""
    import csv
    import zipfile
    import zlib

    from lxml import etree

    from .xml_stream import ForbiddenXml

    return (
        ForbiddenXml, zipfile.BadZipFile, etree.XMLSyntaxError, csv.Error, zlib.error, KeyError, IndexError, ValueError,
        EOFError, OSError, AttributeError, TypeError, NotImplementedError,
    )  # fmt: skip
