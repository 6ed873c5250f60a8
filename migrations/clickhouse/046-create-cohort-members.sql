-- Whom static cohorts and lists hold, as they were taken down; the cohort in PostgreSQL says which generation counts.
CREATE TABLE IF NOT EXISTS cohort_members
(
    project_id UInt32,
    cohort_id UInt32,
    generation UInt32,
    person_id UInt32 COMMENT 'as known when it was taken down; person_overrides has later merges'
)
ENGINE = ReplacingMergeTree
ORDER BY (project_id, cohort_id, generation, person_id);
