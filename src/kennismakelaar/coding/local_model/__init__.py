"""A language model on this machine or on a host that was allowed: off by default, believed in nothing."""
