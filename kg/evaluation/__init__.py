"""How well the reading agrees with readings by hand: scores, and how far its confidence can be believed."""
