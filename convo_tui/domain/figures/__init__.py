"""What the record adds up to. Each figure has a row in docs/figures.md: what counts, what does not.

Values in, figures out. A figure that cannot be known is None, never 0, and each says of how many
talks or things it is made.
"""
