"""The knowledge graph: a library that reads articles into a graph. Imports no Django."""
