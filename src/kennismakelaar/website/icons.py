"""The few line drawings of the site, as path data on a grid of 24."""

PATHS = {
    "arrow": "M5 12h14M13 6l6 6-6 6",
    "check": "M5 13l4 4L19 7",
    "close": "M6 6l12 12M18 6L6 18",
    "download": "M12 4v11M7 11l5 5 5-5M5 20h14",
    "error": "M12 3a9 9 0 1 0 .01 0M9 9l6 6M15 9l-6 6",
    "info": "M12 3a9 9 0 1 0 .01 0M12 11v5M12 7.5v.01",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "search": "M11 4a7 7 0 1 0 .01 0M16 16l4.5 4.5",
    "warning": "M12 4L2.5 20h19zM12 10v4.5M12 17v.01",
}
