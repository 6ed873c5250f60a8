import { NAMING_LEVELS, type NamingLevel } from '@groundswell/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.js';
import type { Page } from '../../api/types.js';
import { useProject } from '../../projects/ProjectContext.js';

/** A campaign, an ad group or a creative. */
export interface CampaignNode {
  id: number;
  level: NamingLevel;
  name: string;
  aliases: string[];
  parentId: number | null;
  platform: string;
  externalId: string;
  type: string;
  text: string;
  imageUrl: string;
  linkUrl: string;
  tags: string[];
  audience: string;
  origin: 'hand' | 'spend' | 'event';
  mergedInto: number | null;
  archived: boolean;
  parsed: Record<string, string> | null;
  version: number;
}
export type NodeChange = Partial<
  Pick<
    CampaignNode,
    | 'name'
    | 'aliases'
    | 'parentId'
    | 'type'
    | 'text'
    | 'imageUrl'
    | 'linkUrl'
    | 'tags'
    | 'audience'
    | 'archived'
  >
>;

const PATHS: Record<NamingLevel, string> = {
  ...{ campaign: 'campaigns', adGroup: 'adGroups', creative: 'creatives' },
};
const key = (projectId: number) => ['campaignNodes', projectId];

/** The naming tree, up to 1,000 of each level. */
export function useNodes() {
  const { project } = useProject();
  return useQuery({
    queryKey: key(project.id),
    queryFn: async ({ signal }) => {
      // In turn: the first looks for new names in events.
      const nodes: CampaignNode[] = [];
      for (const level of NAMING_LEVELS) {
        const path = `projects/${project.id}/${PATHS[level]}?perPage=1000&sort=name&order=ASC`;
        nodes.push(...(await request<Page<CampaignNode>>(path, { signal })).data);
      }
      return nodes;
    },
  });
}

/** What changes the tree changes reports as well. */
export function useNodeWrites() {
  const { project } = useProject();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries();
  const at = (level: NamingLevel) => `projects/${project.id}/${PATHS[level]}`;
  const change = useMutation({
    mutationFn: ({ node, values }: { node: CampaignNode; values: NodeChange }) =>
      request<CampaignNode>(`${at(node.level)}/${node.id}`, {
        method: 'PATCH',
        body: { ...values, version: node.version },
      }),
    onSuccess,
  });
  const create = useMutation({
    mutationFn: ({ level, values }: { level: NamingLevel; values: NodeChange & { platform?: string } }) =>
      request<CampaignNode>(at(level), { method: 'POST', body: values }),
    onSuccess,
  });
  const merge = useMutation({
    mutationFn: ({ node, into }: { node: CampaignNode; into: number | null }) =>
      request<CampaignNode>(`${at(node.level)}/${node.id}/merge`, { method: 'POST', body: { into } }),
    onSuccess,
  });
  return { change, create, merge };
}
