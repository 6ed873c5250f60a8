-- Host of the referrer where that is another site than the page: foreignHost of libs/attribution, with its expressions, which a test
-- holds these to. Kept, as it takes longer to tell than all else that attribution reads of an event (docs/adr/0040-what-an-arrival-is-kept-as.md).
ALTER TABLE events ADD COLUMN IF NOT EXISTS arrived_from LowCardinality(String) MATERIALIZED
    if(
        extract(extract(lower(toLowCardinality(substringIndex(referrer, '/', 3))), '^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?(?:www\\.)?([^/?#:@\\x00-\\x20]+\\.[^/?#:@\\x00-\\x20]*[^./?#:@\\x00-\\x20])'), '(?:^|\\.)((?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[^.]+\\.(?:(?:ac|co|com|edu|go|gov|ne|net|or|org)\\.)?[^.]+)$') != ''
            AND extract(extract(lower(toLowCardinality(substringIndex(referrer, '/', 3))), '^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?(?:www\\.)?([^/?#:@\\x00-\\x20]+\\.[^/?#:@\\x00-\\x20]*[^./?#:@\\x00-\\x20])'), '(?:^|\\.)((?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[^.]+\\.(?:(?:ac|co|com|edu|go|gov|ne|net|or|org)\\.)?[^.]+)$')
              = extract(extract(lower(toLowCardinality(substringIndex(if(referrer = '', '', ifNull(CAST(properties.url, 'Nullable(String)'), ifNull(CAST(properties.`$current_url`, 'Nullable(String)'), ''))), '/', 3))), '^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?(?:www\\.)?([^/?#:@\\x00-\\x20]+\\.[^/?#:@\\x00-\\x20]*[^./?#:@\\x00-\\x20])'), '(?:^|\\.)((?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[^.]+\\.(?:(?:ac|co|com|edu|go|gov|ne|net|or|org)\\.)?[^.]+)$'),
        '',
        extract(lower(toLowCardinality(substringIndex(referrer, '/', 3))), '^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?(?:www\\.)?([^/?#:@\\x00-\\x20]+\\.[^/?#:@\\x00-\\x20]*[^./?#:@\\x00-\\x20])')
    ) AFTER referrer;

-- What was stored before. Until a part has it, it is told as it is read.
ALTER TABLE events MATERIALIZE COLUMN arrived_from;
