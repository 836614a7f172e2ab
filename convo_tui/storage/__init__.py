"""Where the notes are kept: one SQLite file, through SQLModel, and nowhere else."""
