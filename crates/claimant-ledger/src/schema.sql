-- The ledger, version 1: an ordinary SQLite file. docs/ledger.md says what it means in words.
--
-- Offsets are Unicode code points into articles.text, half-open. Ids such as e3 or c12 of the public JSON are the number
-- alone here, in the column n. A reading's id sorts by the day of its article, and a claim's id is its reading's id plus
-- its number: so descending ids are the newest first, and one number finds a claim and all that belongs to it.
--
-- Nothing is ever updated. Rows are deleted of a forgotten reading only, and of a reviewed one, which is made of the log;
-- and new keys when they become old ones.

CREATE TABLE generators (             -- what wrote a reading
  id INTEGER PRIMARY KEY,
  version TEXT NOT NULL,              -- of the program: its reader and rules
  model TEXT NOT NULL,                -- name@hash; empty where rules read alone
  extractors TEXT NOT NULL,           -- their names, comma-separated, in the order they ran
  UNIQUE (version, model, extractors)
) STRICT;

CREATE TABLE articles (               -- one text at one address
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE CHECK (length(key) = 16),       -- of text and address: the same in every ledger
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),        -- of the text: article.id of the JSON
  address TEXT,                       -- null where none is known
  title TEXT,
  publisher TEXT,
  published TEXT,                     -- as stated
  published_from TEXT CHECK (published_from IN ('option', 'metadata', 'dateline')),
  language TEXT,
  media_type TEXT,
  path TEXT,                          -- where it was first read from
  characters INTEGER NOT NULL CHECK (characters > 0),
  text TEXT NOT NULL CHECK (text <> '')
) STRICT;
CREATE INDEX articles_by_address ON articles (address, published) WHERE address IS NOT NULL;
CREATE INDEX articles_by_sha256 ON articles (sha256);

CREATE TABLE readings (               -- what one generator found in one article
  id INTEGER PRIMARY KEY,             -- (day << 46) | (slot << 18); day 1 is 1800-01-01, 0 is undated
  article INTEGER NOT NULL REFERENCES articles,
  generator INTEGER NOT NULL REFERENCES generators,
  claims INTEGER NOT NULL CHECK (claims BETWEEN 0 AND 262143),
  replaces INTEGER REFERENCES readings,                    -- the reading that it stands in for
  reviews INTEGER REFERENCES readings,                     -- it is this reading after what people decided; made of the log
  record_sha256 TEXT NOT NULL CHECK (length(record_sha256) = 64),
  CHECK (reviews IS NULL OR reviews = replaces)
) STRICT;
CREATE UNIQUE INDEX readings_once ON readings (article, generator) WHERE reviews IS NULL;
CREATE INDEX readings_reviewed ON readings (article) WHERE reviews IS NOT NULL;
CREATE INDEX readings_by_replaced ON readings (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE records (                -- the whole JSON of a reading, byte for byte, as a zlib stream (RFC 1950)
  reading INTEGER PRIMARY KEY REFERENCES readings,
  json BLOB NOT NULL CHECK (length(json) > 0)
) STRICT;

-- What stands in the text.
CREATE TABLE entities (
  reading INTEGER NOT NULL REFERENCES readings,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  lat REAL,
  lon REAL,
  precision TEXT,
  PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE identifiers (            -- candidates in outside lists, never identities
  reading INTEGER NOT NULL REFERENCES readings,
  entity INTEGER NOT NULL,
  n INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  score REAL NOT NULL,
  PRIMARY KEY (reading, entity, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE mentions (
  reading INTEGER NOT NULL REFERENCES readings,
  entity INTEGER NOT NULL,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  form TEXT NOT NULL,
  PRIMARY KEY (reading, entity, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE times (
  reading INTEGER NOT NULL REFERENCES readings,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL CHECK (length(quote) = "end" - start OR instr(quote, char(0)) > 0),
  type TEXT NOT NULL,
  value TEXT,
  first TEXT,
  last TEXT,
  anchor TEXT,
  PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE quantities (
  reading INTEGER NOT NULL REFERENCES readings,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL CHECK (length(quote) = "end" - start OR instr(quote, char(0)) > 0),
  value REAL,
  high REAL,
  bound TEXT NOT NULL,
  unit TEXT,
  kind TEXT NOT NULL,
  item TEXT,
  item_start INTEGER CHECK (item_start >= 0),
  item_end INTEGER CHECK (item_end > item_start),
  measure TEXT,
  place INTEGER,
  time INTEGER,
  event INTEGER,
  standing TEXT,
  PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE events (
  reading INTEGER NOT NULL REFERENCES readings,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL CHECK (length(quote) = "end" - start OR instr(quote, char(0)) > 0),
  lemma TEXT NOT NULL,
  type TEXT,
  certainty TEXT NOT NULL CHECK (certainty IN ('certain', 'probable', 'possible', 'unknown')),
  polarity TEXT NOT NULL CHECK (polarity IN ('affirmed', 'negated')),
  factuality REAL,
  tense TEXT NOT NULL,
  place INTEGER,
  time INTEGER,
  PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE participants (
  reading INTEGER NOT NULL REFERENCES readings,
  event INTEGER NOT NULL,
  n INTEGER NOT NULL,
  role TEXT NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL CHECK (length(quote) = "end" - start OR instr(quote, char(0)) > 0),
  entity INTEGER,
  PRIMARY KEY (reading, event, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE attributions (
  reading INTEGER NOT NULL REFERENCES readings,
  n INTEGER NOT NULL,
  source TEXT NOT NULL,
  cue TEXT NOT NULL,
  form TEXT NOT NULL,
  source_entity INTEGER,
  source_kind TEXT,
  inside INTEGER,
  stance TEXT,
  PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE attribution_spans (
  reading INTEGER NOT NULL REFERENCES readings,
  attribution INTEGER NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('content', 'cue', 'source')),
  n INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL CHECK (length(quote) = "end" - start OR instr(quote, char(0)) > 0),
  PRIMARY KEY (reading, attribution, part, n)
) STRICT, WITHOUT ROWID;

-- Claims: the words, who vouches for them, and how sure they are. None of the three is ever null.

CREATE TABLE claims (
  id INTEGER PRIMARY KEY,             -- reading + n
  reading INTEGER NOT NULL REFERENCES readings,
  n INTEGER NOT NULL CHECK (n BETWEEN 1 AND 262143 AND id = reading + n),
  key TEXT NOT NULL,                  -- stable hash of words and chain
  quote TEXT NOT NULL CHECK (quote <> ''),                 -- parts that stand apart are joined by " … "
  who TEXT NOT NULL CHECK (who = 'article' OR who LIKE 'article > _%'),   -- outermost first
  source_kind TEXT NOT NULL,          -- of the source nearest to the claim; own_voice, or unclear where nothing tells
  form TEXT NOT NULL CHECK (form IN ('direct', 'indirect', 'mixed', 'own_voice')),
  status TEXT NOT NULL CHECK (status IN
    ('asserted', 'hedged', 'alleged', 'denied', 'predicted', 'hypothetical', 'asked')),
  certainty TEXT NOT NULL CHECK (certainty IN ('certain', 'probable', 'possible', 'unknown')),
  polarity TEXT NOT NULL CHECK (polarity IN ('affirmed', 'negated')),
  about TEXT NOT NULL,                -- names of the entities in it, separated by "; "
  places TEXT NOT NULL,               -- names of the places in it, and of its events and figures
  events TEXT NOT NULL,               -- types and lemmas of its events
  publisher TEXT NOT NULL,            -- of the article; empty where it is not known
  check_worthiness REAL CHECK (check_worthiness BETWEEN 0 AND 1),
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX claims_by_key ON claims (key);

CREATE TABLE claim_spans (
  claim INTEGER NOT NULL REFERENCES claims,
  n INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL CHECK (length(quote) = "end" - start OR instr(quote, char(0)) > 0),
  PRIMARY KEY (claim, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_chain (            -- below the article, outermost first; of own voice there is none
  claim INTEGER NOT NULL REFERENCES claims,
  position INTEGER NOT NULL CHECK (position > 0),
  attribution INTEGER,
  source TEXT NOT NULL CHECK (source <> ''),
  cue TEXT NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_markers (
  claim INTEGER NOT NULL REFERENCES claims,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL CHECK (length(quote) = "end" - start OR instr(quote, char(0)) > 0),
  PRIMARY KEY (claim, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_entities (
  claim INTEGER NOT NULL REFERENCES claims,
  entity INTEGER NOT NULL,
  PRIMARY KEY (claim, entity)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_events (
  claim INTEGER NOT NULL REFERENCES claims,
  event INTEGER NOT NULL,
  PRIMARY KEY (claim, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_times (            -- days; 0000-01-01 and 9999-12-31 are open ends
  claim INTEGER NOT NULL REFERENCES claims,
  time INTEGER NOT NULL,
  first TEXT NOT NULL,
  last TEXT NOT NULL CHECK (last >= first),
  length INTEGER NOT NULL CHECK (length BETWEEN 0 AND 16),   -- at most 2^length days; 16 for all longer
  PRIMARY KEY (claim, time)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_times_by_period ON claim_times (length, first, last, claim);
CREATE TABLE claim_quantities (
  claim INTEGER NOT NULL REFERENCES claims,
  quantity INTEGER NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL CHECK (high >= low),
  PRIMARY KEY (claim, quantity)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_quantities_by_value ON claim_quantities (low, claim) WHERE low = high;
CREATE INDEX claim_quantities_by_range ON claim_quantities (low, high, claim) WHERE low <> high;

-- Words and facets of claims, for MATCH. Its rowid is the claim's id.
CREATE VIRTUAL TABLE claim_words USING fts5(
  quote, who, about, places, events, publisher, status, certainty, source_kind,
  content = 'claims', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER claim_spans_are_verbatim BEFORE INSERT ON claim_spans BEGIN
  -- In long texts, and in those with NUL characters, the program checks alone: this would take quadratic time.
  SELECT RAISE(ABORT, 'a quote is not the words of its span')
  FROM claims JOIN readings ON readings.id = claims.reading JOIN articles ON articles.id = readings.article
  WHERE claims.id = NEW.claim AND articles.characters <= 65536 AND length(articles.text) = articles.characters
    AND substr(articles.text, NEW.start + 1, NEW."end" - NEW.start) IS NOT NEW.quote;
END;

-- What follows from several items.
CREATE TABLE causes (
  reading INTEGER NOT NULL REFERENCES readings,
  n INTEGER NOT NULL,
  cause TEXT NOT NULL,
  cause_start INTEGER NOT NULL CHECK (cause_start >= 0),
  cause_end INTEGER NOT NULL CHECK (cause_end > cause_start),
  effect TEXT NOT NULL,
  effect_start INTEGER NOT NULL CHECK (effect_start >= 0),
  effect_end INTEGER NOT NULL CHECK (effect_end > effect_start),
  cue TEXT,
  cue_start INTEGER CHECK (cue_start >= 0),
  cue_end INTEGER CHECK (cue_end > cue_start),
  certainty TEXT NOT NULL CHECK (certainty IN ('certain', 'probable', 'possible', 'unknown')),
  claim INTEGER,                      -- its number in the reading
  PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE comparisons (
  reading INTEGER NOT NULL REFERENCES readings,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  cue TEXT,
  cue_start INTEGER CHECK (cue_start >= 0),
  cue_end INTEGER CHECK (cue_end > cue_start),
  PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE findings (
  reading INTEGER NOT NULL REFERENCES readings,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  verdict TEXT NOT NULL,
  statement TEXT NOT NULL,
  derivation TEXT NOT NULL,
  PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;

-- What articles, claims and figures are to those of other articles. All of it follows from the rest of the ledger:
-- `claimant compare --again` makes it anew.

CREATE TABLE old_keys (               -- hashes by which those are found that may tell the same
  key INTEGER NOT NULL CHECK (key >= 0),
  id INTEGER NOT NULL,                -- a reading (three words in a row of its text) or a claim (what it and its figures tell)
  PRIMARY KEY (key, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE new_keys (               -- those of what was added last, until there are enough: each of them goes to another page
  key INTEGER NOT NULL CHECK (key >= 0),
  id INTEGER NOT NULL,
  PRIMARY KEY (key, id)
) STRICT, WITHOUT ROWID;
CREATE VIEW compare_keys AS SELECT key, id FROM old_keys UNION ALL SELECT key, id FROM new_keys;

CREATE TABLE compared (               -- readings that were held against others
  reading INTEGER PRIMARY KEY REFERENCES readings,
  method INTEGER NOT NULL,            -- the version of the way of comparing
  late INTEGER NOT NULL CHECK (late IN (0, 1))             -- whether later ones were there before it: see settled
) STRICT;

CREATE TABLE settled (                -- every reading was held against all that it should be
  n INTEGER PRIMARY KEY,
  readings INTEGER NOT NULL,          -- how many there were
  late INTEGER NOT NULL,              -- how many of them had come late
  method INTEGER NOT NULL
) STRICT;

CREATE TABLE pairs (                  -- readings that have something to do with each other; of several rounds the last counts
  later INTEGER NOT NULL REFERENCES readings,              -- in the order of ids: by day
  earlier INTEGER NOT NULL REFERENCES readings,
  round INTEGER NOT NULL CHECK (round > 0),
  method INTEGER NOT NULL,
  relations INTEGER NOT NULL,         -- how many there are; 0 where an earlier round found some
  PRIMARY KEY (later, earlier, round)
) STRICT, WITHOUT ROWID;
CREATE INDEX pairs_by_earlier ON pairs (earlier, later);

CREATE TABLE relations (
  later INTEGER NOT NULL,
  earlier INTEGER NOT NULL,
  round INTEGER NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  level TEXT NOT NULL CHECK (level IN ('article', 'passage', 'claim', 'figure', 'source')),
  kind TEXT NOT NULL CHECK (kind IN
    ('copy', 'quotation', 'same_claim', 'agree', 'compatible', 'update', 'contradict', 'different_measure',
     'scope_difference', 'softened', 'hardened', 'reversed', 'verbatim', 'altered', 'not_found')),
  a INTEGER NOT NULL,                 -- a claim; a reading where the level is article or passage
  a_figure INTEGER,                   -- the number of its figure
  b INTEGER NOT NULL,                 -- of a level source: the reading that is the source
  b_figure INTEGER,
  directed INTEGER NOT NULL CHECK (directed IN (0, 1)),    -- whether dates tell that a was first
  score REAL,                         -- of claims: how alike they are, 0 to 1
  reason TEXT NOT NULL CHECK (reason <> ''),
  derivation TEXT NOT NULL,
  PRIMARY KEY (later, earlier, round, n),
  FOREIGN KEY (later, earlier, round) REFERENCES pairs
) STRICT, WITHOUT ROWID;
CREATE INDEX relations_by_a ON relations (a);
CREATE INDEX relations_by_b ON relations (b);

CREATE TABLE relation_spans (         -- where passages stand; claims and figures have their spans in their own tables
  later INTEGER NOT NULL,
  earlier INTEGER NOT NULL,
  round INTEGER NOT NULL,
  relation INTEGER NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('a', 'b')),
  n INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  PRIMARY KEY (later, earlier, round, relation, side, n),
  FOREIGN KEY (later, earlier, round, relation) REFERENCES relations (later, earlier, round, n)
) STRICT, WITHOUT ROWID;

-- What was done, in a chain of hashes: hash is the SHA-256 of the JSON list [seq, kind, subject, body, author, at,
-- previous], written without blanks; previous of the first row is 64 zeros.
CREATE TABLE log (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  kind TEXT NOT NULL CHECK (kind IN
    ('add', 'table', 'accept', 'correct', 'reject', 'merge', 'split', 'note', 'verdict', 'confirm', 'undo', 'forget')),
  subject TEXT NOT NULL CHECK (subject <> ''),             -- a key of an article, claim or entity; of a table its name
  body TEXT NOT NULL CHECK (json_valid(body)),             -- of a decision: {"sealed":"..."}, the seal of its words
  author TEXT NOT NULL CHECK (author <> '' OR kind IN ('add', 'table')),   -- the seal of a person's name
  at TEXT NOT NULL CHECK (at <> ''),                       -- UTC
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX log_by_subject ON log (subject, kind);
CREATE INDEX log_of_people ON log (seq) WHERE kind NOT IN ('add', 'table');

-- What people wrote, and their names, beside the chain, so that they can be erased and the chain still holds. A seal is
-- the SHA-256 of the JSON list [salt, text].
CREATE TABLE payloads (
  seq INTEGER NOT NULL REFERENCES log,
  part TEXT NOT NULL CHECK (part IN ('what', 'who')),
  salt TEXT NOT NULL CHECK (length(salt) >= 32),
  text TEXT NOT NULL,
  PRIMARY KEY (seq, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE decided (                -- which decisions show on which item of a reviewed reading
  reading INTEGER NOT NULL REFERENCES readings,
  item TEXT NOT NULL,                 -- c12, e3, or article
  number INTEGER NOT NULL,            -- of the decision: 1 for the first line of a person
  seq INTEGER NOT NULL REFERENCES log,
  PRIMARY KEY (reading, item, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE heads (                  -- of a reviewed reading: what is said of its article now
  reading INTEGER PRIMARY KEY REFERENCES readings,
  title TEXT,
  publisher TEXT,
  published TEXT
) STRICT;

CREATE TRIGGER log_goes_on BEFORE INSERT ON log BEGIN
  SELECT RAISE(ABORT, 'the log has another end')
  WHERE NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM log)
     OR NEW.previous <> coalesce((SELECT hash FROM log ORDER BY seq DESC LIMIT 1), printf('%064d', 0));
END;

CREATE TABLE forgotten (              -- readings of which nothing but this is left
  reading INTEGER PRIMARY KEY,
  log INTEGER NOT NULL REFERENCES log
) STRICT;

-- Tables that claims are held against. The rows of each stand in a table of its own, by its name, every cell as text:
-- CREATE TABLE "name" ("file line" INTEGER PRIMARY KEY, "column" TEXT NOT NULL, ...) STRICT.
CREATE TABLE reference_tables (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('counts', 'names', 'synonyms')),
  descriptor TEXT NOT NULL CHECK (json_valid(descriptor)),   -- the whole Data Package
  answers TEXT NOT NULL CHECK (json_valid(answers)),         -- what a person said where it leaves something open
  columns TEXT NOT NULL CHECK (json_valid(columns)),         -- their names, in order
  rows INTEGER NOT NULL CHECK (rows > 0),
  file_sha256 TEXT NOT NULL CHECK (length(file_sha256) = 64),
  rows_sha256 TEXT NOT NULL CHECK (length(rows_sha256) = 64) -- of the JSON list of each row, its line first, one a line
) STRICT, WITHOUT ROWID;

CREATE VIEW removable AS              -- readings that may be taken out: forgotten, or made again of the log
SELECT reading FROM forgotten UNION ALL SELECT id FROM readings WHERE reviews IS NOT NULL;

-- Articles by address in the order of their days: its versions.
CREATE VIEW versions AS
SELECT address, row_number() OVER (PARTITION BY address ORDER BY coalesce(published, ''), id) AS version,
  count(*) OVER (PARTITION BY address) AS versions, id AS article, key, published, title
FROM articles WHERE address IS NOT NULL;

-- Claims of the readings that count, with their articles.
CREATE VIEW current_claims AS
SELECT claims.*, articles.key || ':c' || claims.n AS handle, articles.address,
  iif(heads.reading IS NULL, articles.title, heads.title) AS title,
  iif(heads.reading IS NULL, articles.published, heads.published) AS published, articles.path
FROM claims JOIN readings ON readings.id = claims.reading JOIN articles ON articles.id = readings.article
LEFT JOIN heads ON heads.reading = readings.id
WHERE NOT EXISTS (SELECT 1 FROM readings AS later WHERE later.replaces = claims.reading);

-- Relations that count: of the last round, between readings that count.
CREATE VIEW current_relations AS
SELECT relations.* FROM relations
WHERE round = (SELECT max(round) FROM pairs WHERE pairs.later = relations.later AND pairs.earlier = relations.earlier)
  AND NOT EXISTS (SELECT 1 FROM readings WHERE replaces = relations.later)
  AND NOT EXISTS (SELECT 1 FROM readings WHERE replaces = relations.earlier);

-- The ledger only appends.
CREATE TRIGGER generators_stay BEFORE UPDATE ON generators BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER articles_stay BEFORE UPDATE ON articles BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER readings_stay BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER records_stay BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER entities_stay BEFORE UPDATE ON entities BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER identifiers_stay BEFORE UPDATE ON identifiers BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER mentions_stay BEFORE UPDATE ON mentions BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER times_stay BEFORE UPDATE ON times BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER quantities_stay BEFORE UPDATE ON quantities BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER participants_stay BEFORE UPDATE ON participants BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER attributions_stay BEFORE UPDATE ON attributions BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER attribution_spans_stay BEFORE UPDATE ON attribution_spans BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER causes_stay BEFORE UPDATE ON causes BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER comparisons_stay BEFORE UPDATE ON comparisons BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER findings_stay BEFORE UPDATE ON findings BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claims_stay BEFORE UPDATE ON claims BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_spans_stay BEFORE UPDATE ON claim_spans BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_chain_stay BEFORE UPDATE ON claim_chain BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_markers_stay BEFORE UPDATE ON claim_markers BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_entities_stay BEFORE UPDATE ON claim_entities BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_events_stay BEFORE UPDATE ON claim_events BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_times_stay BEFORE UPDATE ON claim_times BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_quantities_stay BEFORE UPDATE ON claim_quantities BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER payloads_stay BEFORE UPDATE ON payloads BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER decided_stay BEFORE UPDATE ON decided BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER reference_tables_stay BEFORE UPDATE ON reference_tables BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER heads_stay BEFORE UPDATE ON heads BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER old_keys_stay BEFORE UPDATE ON old_keys BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER new_keys_stay BEFORE UPDATE ON new_keys BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER compared_stay BEFORE UPDATE ON compared BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER settled_stay BEFORE UPDATE ON settled BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER pairs_stay BEFORE UPDATE ON pairs BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER relations_stay BEFORE UPDATE ON relations BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER relation_spans_stay BEFORE UPDATE ON relation_spans BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER log_stay BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER forgotten_stay BEFORE UPDATE ON forgotten BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER entities_last BEFORE DELETE ON entities WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER identifiers_last BEFORE DELETE ON identifiers WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER mentions_last BEFORE DELETE ON mentions WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER times_last BEFORE DELETE ON times WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER quantities_last BEFORE DELETE ON quantities WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER events_last BEFORE DELETE ON events WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER participants_last BEFORE DELETE ON participants WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER attributions_last BEFORE DELETE ON attributions WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER attribution_spans_last BEFORE DELETE ON attribution_spans WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER causes_last BEFORE DELETE ON causes WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER comparisons_last BEFORE DELETE ON comparisons WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER findings_last BEFORE DELETE ON findings WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claims_last BEFORE DELETE ON claims WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER records_last BEFORE DELETE ON records WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_spans_last BEFORE DELETE ON claim_spans WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = (OLD.claim >> 18) << 18)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_chain_last BEFORE DELETE ON claim_chain WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = (OLD.claim >> 18) << 18)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_markers_last BEFORE DELETE ON claim_markers WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = (OLD.claim >> 18) << 18)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_entities_last BEFORE DELETE ON claim_entities WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = (OLD.claim >> 18) << 18)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_events_last BEFORE DELETE ON claim_events WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = (OLD.claim >> 18) << 18)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_times_last BEFORE DELETE ON claim_times WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = (OLD.claim >> 18) << 18)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER claim_quantities_last BEFORE DELETE ON claim_quantities WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = (OLD.claim >> 18) << 18)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER readings_last BEFORE DELETE ON readings WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.id)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
-- Not for new_keys: all of them go at once, to old_keys.
CREATE TRIGGER old_keys_last BEFORE DELETE ON old_keys WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = (OLD.id >> 18) << 18)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER compared_last BEFORE DELETE ON compared WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER settled_last BEFORE DELETE ON settled
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER pairs_last BEFORE DELETE ON pairs WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading IN (OLD.later, OLD.earlier))
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER relations_last BEFORE DELETE ON relations WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading IN (OLD.later, OLD.earlier))
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER relation_spans_last BEFORE DELETE ON relation_spans WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading IN (OLD.later, OLD.earlier))
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER articles_last BEFORE DELETE ON articles
WHEN EXISTS (SELECT 1 FROM readings WHERE article = OLD.id AND id NOT IN (SELECT reading FROM removable))
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER generators_last BEFORE DELETE ON generators
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER payloads_last BEFORE DELETE ON payloads WHEN NOT EXISTS (
  SELECT 1 FROM log, json_each(log.body, '$.erased') AS erased WHERE log.kind = 'forget'
  AND erased.value = (SELECT count(*) FROM log AS line WHERE line.seq <= OLD.seq AND line.kind NOT IN ('add', 'table'))
    || ' ' || OLD.part)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER decided_last BEFORE DELETE ON decided WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER reference_tables_last BEFORE DELETE ON reference_tables
WHEN NOT EXISTS (SELECT 1 FROM log WHERE kind = 'forget' AND subject = 'table ' || OLD.name)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER heads_last BEFORE DELETE ON heads WHEN NOT EXISTS (SELECT 1 FROM removable WHERE reading = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER log_last BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
CREATE TRIGGER forgotten_last BEFORE DELETE ON forgotten
BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END;
