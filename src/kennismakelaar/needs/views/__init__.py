"""The pages of needs."""
