"""Which mentions are one cluster: in a sentence, in a document, across documents."""
