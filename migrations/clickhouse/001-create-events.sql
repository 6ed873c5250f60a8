-- Every accepted event once. The key begins with what every report filters by; the sort order also compresses well.
CREATE TABLE IF NOT EXISTS events
(
    project_id UInt32,
    local_date Date COMMENT 'day of the timestamp in the zone of the project',
    event LowCardinality(String),
    person_id UInt32 COMMENT 'as known when it was stored; person_overrides has later merges',
    timestamp DateTime64(3, 'UTC'),
    received_at DateTime64(3, 'UTC'),
    event_id String COMMENT 'message id of the sender',
    distinct_id String,
    platform LowCardinality(String),
    session_id String,
    country LowCardinality(String),
    device_type LowCardinality(String),
    os LowCardinality(String),
    browser LowCardinality(String),
    app_version LowCardinality(String),
    referrer String,
    utm_source LowCardinality(String),
    utm_medium LowCardinality(String),
    utm_campaign LowCardinality(String),
    utm_content LowCardinality(String),
    utm_term LowCardinality(String),
    click_ids Map(LowCardinality(String), String),
    properties JSON(max_dynamic_paths = 256),
    import_id String,
    clamped Bool,
    log_partition UInt16,
    log_offset UInt64,
    inserted_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(local_date)
ORDER BY (project_id, local_date, event, person_id)
SETTINGS non_replicated_deduplication_window = 10000;

-- People of each day, event and platform as bitmaps: distinct counts, retention and overlaps are set arithmetic.
CREATE TABLE IF NOT EXISTS activity
(
    project_id UInt32,
    local_date Date,
    event LowCardinality(String),
    platform LowCardinality(String),
    people AggregateFunction(groupBitmap, UInt32)
)
ENGINE = AggregatingMergeTree
ORDER BY (project_id, local_date, event, platform)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS activity_from_events TO activity AS
SELECT project_id, local_date, event, platform, groupBitmapState(person_id) AS people
FROM events
GROUP BY project_id, local_date, event, platform;

-- Message ids by digest, for telling a retry from a new event.
CREATE TABLE IF NOT EXISTS message_ids
(
    id UInt128 COMMENT 'MD5 of project_id:event_id',
    received_date Date,
    log_partition UInt16,
    log_offset UInt64
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(received_date)
ORDER BY id
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS message_ids_from_events TO message_ids AS
SELECT
    reinterpretAsUInt128(MD5(concat(toString(project_id), ':', event_id))) AS id,
    toDate(received_at) AS received_date,
    log_partition,
    log_offset
FROM events;

-- Where the newest live events of a project lie, for the live view: keys alone, as what they point to is in events.
CREATE TABLE IF NOT EXISTS recent_events
(
    project_id UInt32,
    received_at DateTime64(3, 'UTC'),
    event_id String,
    local_date Date,
    event LowCardinality(String),
    person_id UInt32
)
ENGINE = MergeTree
PARTITION BY toYYYYMMDD(received_at)
ORDER BY (project_id, received_at)
TTL toDateTime(received_at) + INTERVAL 2 DAY
SETTINGS non_replicated_deduplication_window = 10000, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS recent_events_from_events TO recent_events AS
SELECT project_id, received_at, event_id, local_date, event, person_id
FROM events
WHERE import_id = '';
