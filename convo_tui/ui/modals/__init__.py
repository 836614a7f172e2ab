"""What opens over a screen and hands something back."""
