"""Which mentions are one happening: in a sentence, in a document, across documents."""
