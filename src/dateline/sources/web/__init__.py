"""News on the web: pages, feeds and sitemaps, fetched politely and within bounds, read where nothing can hang."""
