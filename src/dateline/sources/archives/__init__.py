"""Archives of many documents: zip files, web archives and mailboxes."""
