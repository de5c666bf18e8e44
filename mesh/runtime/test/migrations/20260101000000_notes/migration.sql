CREATE TABLE notes (note text PRIMARY KEY);
