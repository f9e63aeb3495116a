"""What pages of surveys show, worked out from plain values."""
