"""The youth, and everything the agencies have said about the youth: claims, superseded and never overwritten."""
