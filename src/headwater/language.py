"""Language: paragraphs -> sentences with roles. The floor works without any model."""
