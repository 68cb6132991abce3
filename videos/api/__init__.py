"""The API's part of videos."""
