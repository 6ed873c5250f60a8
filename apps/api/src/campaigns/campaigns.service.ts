import {
  CLICKHOUSE,
  type ClickHouseClient,
  type ProjectSettings,
  taggedNames,
} from '@groundswell/clickhouse';
import type { AttributionLevel, NamingLevel } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { CampaignConventionEntity, CampaignNodeEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { NamingTree } from './naming-tree.js';

export interface NamedPath {
  platform: string;
  campaign: string;
  campaignId: string;
  adGroup: string;
  adGroupId: string;
  creative: string;
  creativeId: string;
}

/** How often events are looked through for names that nobody knew, ms. */
const LOOK_AGAIN = 30_000;

/** The naming tree of a project: campaigns, their ad groups and creatives, over all networks. */
@Injectable()
export class CampaignsService {
  private readonly looked = new Map<number, number>();

  constructor(
    @InjectRepository(CampaignNodeEntity) private readonly nodes: Repository<CampaignNodeEntity>,
    @InjectRepository(CampaignConventionEntity)
    private readonly conventions: Repository<CampaignConventionEntity>,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
    private readonly audit: AuditService,
  ) {}

  async tree(projectId: number): Promise<NamingTree> {
    return new NamingTree(await this.nodes.find({ where: { projectId }, order: { id: 'ASC' } }));
  }

  /** With what touches call parts of several networks alike: their keys are told apart by the network. */
  async withSharedNames(project: ProjectSettings): Promise<ProjectSettings> {
    return { ...project, sharedNames: (await this.tree(project.id)).sharedNames() };
  }

  /** What a key of an attribution report is called: the campaign's name for an id, the one that others were merged into. */
  async nameOfKey(projectId: number, level: AttributionLevel, key: string): Promise<string> {
    return (await this.tree(projectId)).nameOf(level, key);
  }

  async template(projectId: number): Promise<string | null> {
    return (await this.conventions.findOneBy({ projectId }))?.template ?? null;
  }

  async setTemplate(projectId: number, template: string, caller: Principal | null): Promise<void> {
    if (template === '') await this.conventions.delete({ projectId });
    else await this.conventions.save({ projectId, template });
    await this.audit.record(caller, projectId, 'campaignConvention.update', 'campaigns/convention', {
      template,
    });
  }

  /** Campaigns and their parts that UTM values of events name and the tree does not know yet are put into it. */
  async learnFromEvents(projectId: number): Promise<void> {
    const now = Date.now();
    if (now - (this.looked.get(projectId) ?? 0) < LOOK_AGAIN) return;
    this.looked.set(projectId, now);
    const names = (await taggedNames(this.clickhouse, projectId)).filter(isKeepable);
    const tree = await this.tree(projectId);
    const paths = names.map((name) => ({
      ...name,
      ...{ platform: '', campaignId: '', adGroupId: '', creativeId: '' },
    }));
    const missing = paths.filter((path) => !isKnown(path, tree));
    if (missing.length === 0) return;
    await this.nodes.manager.transaction((manager) =>
      this.ensure(manager, projectId, missing, 'event', tree),
    );
  }

  /**
   * The deepest node of each path, making those that are not there. A path is found again by its ids, or by names.
   * @param tree known names: with it, a name of events that a node of the same campaign has already makes no other
   */
  async ensure(
    manager: EntityManager,
    projectId: number,
    paths: readonly NamedPath[],
    origin: CampaignNodeEntity['origin'],
    tree?: NamingTree,
  ): Promise<number[]> {
    const parents: (number | null)[] = paths.map(() => null);
    const campaigns: (number | null)[] = [];
    for (const level of ['campaign', 'adGroup', 'creative'] as const) {
      await this.ensureLevel(manager, { projectId, paths, origin, tree, campaigns }, level, parents);
      if (level === 'campaign') campaigns.push(...parents);
    }
    return parents.map((id) => id!);
  }

  private async ensureLevel(
    manager: EntityManager,
    { projectId, paths, origin, tree, campaigns }: Ensuring,
    level: NamingLevel,
    parents: (number | null)[],
  ): Promise<void> {
    const wanted = paths.map((path) => identityOf(path, level));
    const made = new Map<string, Partial<CampaignNodeEntity>>();
    paths.forEach((path, at) => {
      const identity = wanted[at];
      const name = path[level] || path[`${level}Id`];
      const known = tree && knownPart(tree, path, level, campaigns[at] ?? null);
      if (known && identity != null) parents[at] = known.id;
      else if (identity != null) {
        const key = JSON.stringify([path.platform, identity]);
        const externalId = path[`${level}Id`];
        made.set(key, {
          projectId,
          level,
          parentId: parents[at]!,
          platform: path.platform,
          identity,
          externalId,
          name,
          origin,
        });
      }
    });
    const ids = await insertNodes(manager, projectId, level, [...made.values()]);
    paths.forEach((path, at) => {
      const id = ids.get(JSON.stringify([path.platform, wanted[at]]));
      if (id !== undefined) parents[at] = id;
    });
  }

  /** @throws ProblemException 404, 409 where it cannot be merged */
  async merge(
    projectId: number,
    level: NamingLevel,
    id: number,
    into: number | null,
    caller: Principal,
  ): Promise<void> {
    await this.nodes.manager.transaction(async (manager) => {
      const tree = new NamingTree(await manager.find(CampaignNodeEntity, { where: { projectId } }));
      const node = tree.get(id);
      if (node?.level !== level) throw notThere(level, id);
      if (into !== null) checkMerge(tree, level, id, into);
      await manager.update(CampaignNodeEntity, { id, projectId }, { mergedInto: into });
      await this.audit.record(
        caller,
        projectId,
        `${level}.${into === null ? 'unmerge' : 'merge'}`,
        `${level}s/${id}`,
        { into },
        manager,
      );
    });
  }
}

interface Ensuring {
  projectId: number;
  paths: readonly NamedPath[];
  origin: CampaignNodeEntity['origin'];
  tree: NamingTree | undefined;
  /** Of each path, once they are known. */
  campaigns: (number | null)[];
}

const isKnown = (path: NamedPath, tree: NamingTree): boolean => {
  const campaign = tree.nodeOf('campaign', path.campaign);
  if (!campaign) return false;
  return (['adGroup', 'creative'] as const).every(
    (level) => path[level] === '' || knownPart(tree, path, level, campaign.id) !== null,
  );
};

/** The part that the names of events mean. */
function knownPart(
  tree: NamingTree,
  path: NamedPath,
  level: NamingLevel,
  campaign: number | null,
): { id: number } | null {
  if (level === 'campaign') return tree.nodeOf(level, path.campaign);
  return campaign === null ? null : tree.partOf(campaign, level, path[level], identityOf(path, level) ?? '');
}

export const notThere = (level: string, id: number) =>
  new ProblemException(404, `This project has no ${level} ${id}.`);

function checkMerge(tree: NamingTree, level: NamingLevel, id: number, into: number): void {
  const target = tree.get(into);
  if (target?.level !== level) throw notThere(level, into);
  if (tree.root(target).id !== id) return;
  const message = 'counts for this one already, so it would go in a circle';
  throw new ProblemException(409, `into: ${into} ${message}.`, [{ path: 'into', message }]);
}

/** Bytes of what a part is found by: PostgreSQL's index takes no longer entry than about 2,700. */
const MOST_KEY_BYTES = 2_000;
const isKeepable = (names: { campaign: string; adGroup: string; creative: string }): boolean =>
  Buffer.byteLength(`${names.campaign} / ${names.adGroup} / ${names.creative}`) <= MOST_KEY_BYTES;

/** What a part is found by again: as `levelId` of a row of spend. */
function identityOf(path: NamedPath, level: NamingLevel): string | null {
  const id = path[`${level}Id`];
  const name = path[level];
  if (id === '' && name === '') return null;
  if (id !== '') return id;
  const above = level === 'campaign' ? [] : [path.campaignId || path.campaign];
  if (level === 'creative') above.push(path.adGroupId || path.adGroup);
  return [...above, name].join(' / ');
}

/**
 * What was first seen in events becomes the network's once its spend tells id and platform; its name stays an alias. A name means
 * a part of the same campaign, an id of the network the same part in any.
 */
const ADOPT = `
  UPDATE campaign_nodes AS node
  SET platform = given.platform, identity = given.identity, external_id = given.external_id, name = given.name,
    parent_id = coalesce(given.parent_id, node.parent_id),
    aliases = CASE WHEN node.name IN (given.name, given.external_id) THEN node.aliases ELSE node.aliases || node.name END
  FROM (
    SELECT DISTINCT ON (seen_id) *
    FROM (
      SELECT DISTINCT ON (given.platform, given.identity) seen.id AS seen_id, given.*
      FROM unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
        AS given (parent_id, platform, identity, external_id, name)
      JOIN campaign_nodes AS seen ON seen.project_id = $1 AND seen.level = $2 AND seen.platform = ''
        AND seen.origin = 'event' AND given.platform <> '' AND seen.name IN (given.name, given.external_id)
      LEFT JOIN campaign_nodes AS above ON above.id = seen.parent_id
      LEFT JOIN campaign_nodes AS place ON place.id = given.parent_id
      CROSS JOIN LATERAL (
        SELECT coalesce(above.parent_id, above.id) IS NOT DISTINCT FROM coalesce(place.parent_id, place.id) AS same_campaign
      ) AS compared
      WHERE (same_campaign OR seen.name = given.external_id) AND NOT EXISTS (
        SELECT FROM campaign_nodes AS other WHERE other.project_id = $1 AND other.level = $2
          AND other.platform = given.platform AND other.identity = given.identity)
      ORDER BY given.platform, given.identity, same_campaign DESC, seen.id
    ) AS chosen
    ORDER BY seen_id, identity
  ) AS given
  WHERE node.id = given.seen_id`;

const INSERT = `
  INSERT INTO campaign_nodes (project_id, level, parent_id, platform, identity, external_id, name, origin)
  SELECT $1, $2, given.* FROM unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
    AS given (parent_id, platform, identity, external_id, name, origin)
  ON CONFLICT ON CONSTRAINT campaign_nodes_identity_key
  DO UPDATE SET parent_id = coalesce(campaign_nodes.parent_id, excluded.parent_id)
  RETURNING id, platform, identity`;

async function insertNodes(
  manager: EntityManager,
  projectId: number,
  level: NamingLevel,
  nodes: Partial<CampaignNodeEntity>[],
): Promise<Map<string, number>> {
  if (nodes.length === 0) return new Map();
  const column = (name: keyof CampaignNodeEntity) => nodes.map((node) => node[name] ?? null);
  const columns = (['parentId', 'platform', 'identity', 'externalId', 'name', 'origin'] as const).map(column);
  await manager.query(ADOPT, [projectId, level, ...columns.slice(0, 5)]);
  const rows: { id: number; platform: string; identity: string }[] = await manager.query(INSERT, [
    projectId,
    level,
    ...columns,
  ]);
  return new Map(rows.map(({ id, platform, identity }) => [JSON.stringify([platform, identity]), id]));
}
