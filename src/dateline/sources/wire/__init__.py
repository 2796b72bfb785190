"""News as agencies, sites and editing systems hand it on: ninjs, NewsML-G2, schema.org JSON-LD, WordPress exports."""
