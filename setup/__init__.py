"""What `start.py` does: the environment, the styles, the texts, the database, the site and the tests.

Standard library only, for it runs before anything is installed. Each module does one thing and can be
called twice: what has been done for the same inputs is skipped.
"""
