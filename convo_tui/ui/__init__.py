"""The screens: they ask the store, show values of the domain, and never wait on the disk."""
