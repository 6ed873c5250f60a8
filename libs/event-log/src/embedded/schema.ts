/** Made by the log itself at its first use; statements are safe to run by several processes at once. */
export const SCHEMA = `
  SELECT pg_advisory_xact_lock(7211801);
  CREATE SCHEMA IF NOT EXISTS event_log;
  CREATE TABLE IF NOT EXISTS event_log.partitions (
    topic text NOT NULL,
    partition int NOT NULL,
    next_offset bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (topic, partition)
  );
  CREATE TABLE IF NOT EXISTS event_log.records (
    topic text NOT NULL,
    partition int NOT NULL,
    "offset" bigint NOT NULL,
    -- Bytes as in Kafka: text bears no null character.
    key bytea NOT NULL,
    value bytea NOT NULL,
    appended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (topic, partition, "offset")
  );
  CREATE TABLE IF NOT EXISTS event_log.committed (
    consumer_group text NOT NULL,
    topic text NOT NULL,
    partition int NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (consumer_group, topic, partition)
  );
  CREATE TABLE IF NOT EXISTS event_log.members (
    consumer_group text NOT NULL,
    topic text NOT NULL,
    member uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (consumer_group, topic, member)
  );
  CREATE TABLE IF NOT EXISTS event_log.leases (
    consumer_group text NOT NULL,
    topic text NOT NULL,
    partition int NOT NULL,
    member uuid NOT NULL,
    claim uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (consumer_group, topic, partition)
  );
`;
