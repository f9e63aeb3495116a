"""The reader of files with a fault of our own planted in it; run like the real one, in a process of its own."""

import runpy

from kennismakelaar.intake.reading import documents, kinds


def planted(*_given):
    return len(None)  # a fault that a library for files could raise too, but this one is ours


documents.READERS[kinds.Kind.TEXT] = planted
if __name__ == "__main__":
    runpy.run_module("kennismakelaar.intake.reading.child", run_name="__main__")
