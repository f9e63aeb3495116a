"""A survey as files for who works with it: one dataset, many formats, and a snapshot that computes again."""
