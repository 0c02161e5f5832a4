"""Times that a text names, each as an interval of days."""
