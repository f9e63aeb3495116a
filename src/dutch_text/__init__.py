"""The Dutch language: words, search, matching, proposals and screening. Plain Python, no network."""
