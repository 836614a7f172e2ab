"""The screens, one class a file, named after what a person sees."""
