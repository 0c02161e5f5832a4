"""Ways in: what people bring besides articles. Tables of coded events, office files, mail, feeds to be watched."""
