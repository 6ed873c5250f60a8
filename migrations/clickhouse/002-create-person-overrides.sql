-- Person from_person_id counts as into_person_id, in the past too. Chains are flattened before they come here.
CREATE TABLE IF NOT EXISTS person_overrides
(
    project_id UInt32,
    from_person_id UInt32,
    into_person_id UInt32,
    version UInt64 COMMENT 'sequence of the merge in PostgreSQL: the highest wins'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (project_id, from_person_id);
