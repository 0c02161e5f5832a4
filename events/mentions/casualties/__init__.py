"""Numbers of killed, injured and captured that a text names."""
