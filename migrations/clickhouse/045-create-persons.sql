-- What is known of people, so that filters and breakdowns by person are set arithmetic (docs/adr/0017-person-properties.md).
-- One row for each person of whom anything is known; of those who count as somebody else it means nothing.
CREATE TABLE IF NOT EXISTS persons
(
    project_id UInt32,
    person_id UInt32,
    properties JSON(max_dynamic_paths = 256) COMMENT 'of all who count as this person, united',
    version UInt64 COMMENT 'of the change in PostgreSQL that it follows: the highest holds'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (project_id, person_id);
