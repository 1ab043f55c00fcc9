-- compatible from 1
-- Instants are unix ticks (100 ns), dates are yyyymmdd, flags and enums the numbers of the code's enums. Nothing refers to run by a foreign
-- key: that costs a tenth of the drain, and rows of run are never deleted before those that belong to it.

CREATE TABLE scheduler (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  last_token INTEGER NOT NULL,
  last_beat_at INTEGER,                  -- of any node, a leaving one's farewell included
  late_after INTEGER,                    -- ticks after which that node calls it an absence
  open_absence INTEGER,
  definitions_mark INTEGER NOT NULL DEFAULT 0   -- moved by every registration that writes something
) STRICT;

INSERT INTO scheduler (id, last_token) VALUES (1, 0);

CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  root INTEGER,                          -- null: itself
  routine TEXT NOT NULL,
  version INTEGER NOT NULL,
  calendars_as_of INTEGER NOT NULL,      -- of each calendar and the settings the newest version up to this id
  order_date INTEGER NOT NULL,
  base_date INTEGER NOT NULL,
  trigger INTEGER NOT NULL,
  slot INTEGER NOT NULL,                 -- the number of an order or rerun
  planned_at INTEGER NOT NULL,
  executor TEXT NOT NULL,
  max_concurrent INTEGER,
  overlap INTEGER NOT NULL,
  catch_up INTEGER NOT NULL,
  state INTEGER NOT NULL,
  held_from INTEGER NOT NULL DEFAULT 0,
  flags INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  lost INTEGER NOT NULL DEFAULT 0,
  priority INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  start_until INTEGER NOT NULL,
  retry_until INTEGER NOT NULL,
  poll_until INTEGER NOT NULL,
  expires_at INTEGER,
  bypass INTEGER NOT NULL DEFAULT 0,
  edges INTEGER NOT NULL DEFAULT 0,
  unmet INTEGER NOT NULL DEFAULT 0,
  claimable INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  token INTEGER,
  node TEXT,
  started_at INTEGER,
  granted_at INTEGER,
  lapses_at INTEGER,
  outlives_node INTEGER NOT NULL DEFAULT 0,  -- as the claim said: its executor starts processes
  ended_at INTEGER,
  cause TEXT,
  progress TEXT,
  created_at INTEGER NOT NULL,
  -- As planned or ordered, before any lateness: the columns above hold what is valid.
  window_until INTEGER,
  start_within_until INTEGER,
  keep_until INTEGER NOT NULL,
  planned_retry_until INTEGER NOT NULL,
  planned_poll_until INTEGER NOT NULL,
  late_by INTEGER,                       -- ticks by which they were moved when it was made or kept late
  created_by TEXT,
  order_key TEXT
) STRICT;

-- The identity of planned runs, orders and reruns, for ever.
CREATE UNIQUE INDEX run_key ON run (order_date, routine, trigger, slot);

-- Only what could start now or when it is due, so that nobody reads past what cannot; with all that passing over a full routine asks.
CREATE INDEX run_claimable ON run (executor, priority, due_at, id, routine, max_concurrent, overlap, bypass, expires_at, state) WHERE claimable = 1;

-- Each state that has not ended has an index that holds no ended run, and so has what ended badly: no question about them reads the history.
-- A run that ends well without trouble enters run_expiry and run_running only. All that are Pending expire some time.
CREATE INDEX run_running ON run (node, routine) WHERE state = 3;
CREATE INDEX run_expiry ON run (expires_at, id, state, due_at, priority) WHERE expires_at IS NOT NULL;
CREATE INDEX run_aside ON run (state, due_at, priority) WHERE state IN (1, 2);
CREATE INDEX run_bad ON run (ended_at, state) WHERE state IN (5, 6);
CREATE INDEX run_family ON run (root) WHERE root IS NOT NULL;
CREATE INDEX run_waiting ON run (id) WHERE edges > 0 AND state IN (0, 1);
CREATE UNIQUE INDEX run_order_key ON run (order_key) WHERE order_key IS NOT NULL;

CREATE TABLE edge (
  run INTEGER NOT NULL,
  number INTEGER NOT NULL,
  predecessor TEXT NOT NULL,
  date INTEGER NOT NULL,
  requires INTEGER NOT NULL,
  if_not_planned INTEGER NOT NULL,
  prerequisite INTEGER,                  -- what it leads to; null only within the transaction that adds it
  PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX edge_predecessor ON edge (date, predecessor);
CREATE INDEX edge_prerequisite ON edge (prerequisite);

-- What edges were resolved to, one row for all that lead to the same. Its members stay: an edge that is asked again leads to another row.
CREATE TABLE prerequisite (
  id INTEGER PRIMARY KEY,
  predecessor TEXT NOT NULL,
  date INTEGER NOT NULL,
  requires INTEGER NOT NULL,
  if_not_planned INTEGER NOT NULL,
  members TEXT NOT NULL,                 -- roots, ascending, as a JSON array
  is_open INTEGER NOT NULL               -- as it was last decided
) STRICT;

CREATE INDEX prerequisite_same ON prerequisite (date, predecessor, requires, if_not_planned);

CREATE TABLE prerequisite_member (
  root INTEGER NOT NULL,
  prerequisite INTEGER NOT NULL,
  PRIMARY KEY (root, prerequisite)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
  run INTEGER NOT NULL,
  number INTEGER NOT NULL,
  node TEXT NOT NULL,
  token INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  ending INTEGER NOT NULL,
  to_state INTEGER NOT NULL,
  message TEXT,
  details TEXT,
  parameters TEXT,
  result TEXT,
  artifacts TEXT,
  results_from TEXT,
  PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE history (
  run INTEGER NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  from_state INTEGER NOT NULL,
  to_state INTEGER NOT NULL,
  change TEXT NOT NULL,
  details TEXT,
  reason TEXT,
  actor TEXT NOT NULL,
  node TEXT,
  PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

-- Lines are only added, at the end, and none refers to another: plain row ids grow too, and cost less than AUTOINCREMENT.
CREATE TABLE log (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  level INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  component TEXT NOT NULL,
  template TEXT NOT NULL,
  message TEXT NOT NULL,
  properties TEXT,
  exception TEXT,
  routine TEXT,
  order_date INTEGER,
  run INTEGER,
  attempt INTEGER,
  node TEXT
) STRICT;

CREATE INDEX log_run ON log (run) WHERE run IS NOT NULL;

CREATE TABLE load (
  date INTEGER PRIMARY KEY,
  state INTEGER NOT NULL,
  hash TEXT NOT NULL,
  stale_hash TEXT,
  at INTEGER NOT NULL,
  trigger TEXT NOT NULL,
  actor TEXT NOT NULL,
  counts TEXT NOT NULL,                  -- LoadCounts as JSON
  reason TEXT,
  includes_earlier INTEGER NOT NULL
) STRICT;

-- One row per distinct set of reasons, whatever the number of routines.
CREATE TABLE decision (
  date INTEGER NOT NULL,
  number INTEGER NOT NULL,
  reasons TEXT NOT NULL,                 -- JSON arrays
  routines TEXT NOT NULL,
  PRIMARY KEY (date, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE definition (
  kind INTEGER NOT NULL,
  key TEXT NOT NULL,
  newest INTEGER NOT NULL REFERENCES definition_version (id),
  active_from INTEGER NOT NULL,
  retired_at INTEGER,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE definition_version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind INTEGER NOT NULL,
  key TEXT NOT NULL,
  number INTEGER NOT NULL,
  json TEXT NOT NULL,
  hash TEXT NOT NULL,
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT,
  revision TEXT,
  UNIQUE (kind, key, number)
) STRICT;

CREATE TABLE node (                      -- who leaves in good order is deleted
  id TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  process_id INTEGER NOT NULL,
  version TEXT NOT NULL,
  places INTEGER NOT NULL,
  executors TEXT NOT NULL,               -- JSON array
  started_at INTEGER NOT NULL,
  last_beat_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE absence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  closed_at INTEGER,
  closed_by TEXT
) STRICT;
