"""The statistician's desk: the method on CSV files, without the site. `python3 start.py run estimate --help`."""
