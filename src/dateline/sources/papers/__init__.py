"""Documents as people keep them: PDF, DOCX and RTF, and the exports of press databases."""
