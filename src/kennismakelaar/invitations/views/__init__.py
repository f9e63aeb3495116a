"""Pages: personal links for who is invited; contacts, mailings and the ledger for who invites."""
