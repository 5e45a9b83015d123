"""Clients: the record of sites, visits, photos and recipes, under a code."""
