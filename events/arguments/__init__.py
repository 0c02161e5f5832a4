"""Which place, time, actor (with role) and number belongs to which event mention."""
