import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

export interface TaggedName {
  campaign: string;
  adGroup: string;
  creative: string;
}

const MOST = 5_000;

/** The campaigns that UTM values of a project's events name, with their terms and contents; the most frequent first. */
export function taggedNames(client: ClickHouseClient, projectId: number): Promise<TaggedName[]> {
  return ask(client, {
    query: `SELECT toString(utm_campaign) AS campaign, toString(utm_term) AS adGroup, toString(utm_content) AS creative
            FROM events WHERE project_id = {project:UInt32} AND utm_campaign != ''
            GROUP BY campaign, adGroup, creative ORDER BY count() DESC, campaign, adGroup, creative LIMIT ${MOST}`,
    query_params: { project: projectId },
  });
}
