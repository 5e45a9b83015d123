"""The record: clients under a code, their sites, visits, photos and recipes; and the store that keeps the photos."""
