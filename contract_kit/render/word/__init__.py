"""What `render.docx` is made of: numbers, body, tables, contents, house template."""
