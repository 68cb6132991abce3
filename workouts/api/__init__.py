"""The log's part of the API."""
