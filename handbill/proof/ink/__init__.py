"""What a file puts on paper, colour by colour: its colour spaces, its marks, its pictures, and its four plates."""
