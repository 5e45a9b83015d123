"""From chart patches to a colour correction that knows its own error."""
