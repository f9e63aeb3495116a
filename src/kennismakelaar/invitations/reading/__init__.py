"""What people deliver: lists of contacts, lists of contact moments, and mail that came back."""
