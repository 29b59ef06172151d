"""The ten factors of an integrated province: computed from evidence on a day, an override shown beside."""
