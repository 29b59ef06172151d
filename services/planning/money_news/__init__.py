"""News about money of a project: everybody whose needs it carries hears, with the own need's share."""
