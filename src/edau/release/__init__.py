"""The starter release of open data that ships with Edau: a data package, each table with its licence."""
