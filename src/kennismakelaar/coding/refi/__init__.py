"""REFI-QDA: the codebook and project files coding programs exchange. Reading and writing, no database."""
