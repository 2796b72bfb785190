"""The web desk: a chronicle as pages that a reporter keeps open all day. See docs/web.md."""
