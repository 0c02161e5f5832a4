"""What a sentence names: times, actors, casualties."""
