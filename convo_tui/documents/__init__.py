"""What leaves: the recap and the files it is saved in. Private things have no way in here."""
