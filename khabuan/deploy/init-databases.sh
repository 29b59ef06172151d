#!/bin/sh
# Runs once in a new PostgreSQL: a role and a database for each service, closed to the others.
# The passwords come from the environment and never stand on a command line.
set -eu
for service in registry planning partners; do
  variable="$(echo "$service" | tr '[:lower:]' '[:upper:]')_DATABASE_PASSWORD"
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<SQL
\\getenv password $variable
\\if :{?password}
CREATE ROLE $service LOGIN PASSWORD :'password';
CREATE DATABASE $service OWNER $service;
REVOKE ALL ON DATABASE $service FROM PUBLIC;
\\else
DO 'BEGIN RAISE ''$variable is not set''; END';
\\endif
SQL
done
