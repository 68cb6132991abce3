"""Form videos: upload, stills, playback."""
