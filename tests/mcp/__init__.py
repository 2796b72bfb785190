"""The Model Context Protocol server, asked by the SDK's own client."""
