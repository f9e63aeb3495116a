"""A questionnaire as a spreadsheet (XLSForm), such as ODK and KoboToolbox read.

Topics become a group with one question per topic and aspect, named `item__topic__aspect`; most and least important
become pairs `item__1__best`, `item__1__worst`. "I don't know" is a choice of its own, and for what is typed it stands
in the column `dont_know`. A group of another shape is read as a heading with its questions.
"""

from .reading import UnreadableXlsForm, read_xlsform
from .writing import xlsform_of

__all__ = ["UnreadableXlsForm", "read_xlsform", "xlsform_of"]
