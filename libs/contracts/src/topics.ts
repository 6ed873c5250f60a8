/** Kafka topics. Key of every record: `<projectId>:<distinctId>`, so one person's events keep their order. */
export const EVENTS_TOPIC = 'groundswell.events';

/** Partitions of a newly made topic; more pipelines than partitions stand idle. */
export const EVENTS_PARTITIONS = 4;

export const PIPELINE_GROUP = 'groundswell.pipeline';
