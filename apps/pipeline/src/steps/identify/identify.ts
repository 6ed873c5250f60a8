import { toClaim } from '@groundswell/ingestion';
import type { Identities, Merge } from '../../ports/ports.js';
import type { Candidate } from '../candidate.js';

export interface Identified {
  /** In the order of the candidates. */
  personIds: number[];
  /** People that became one by this batch. */
  merges: Merge[];
}

/**
 * Finds or makes the person of each event, in log order within each project: one transaction a project.
 * @param erasures of each project, the last one that was known when the records were looked through
 * @throws NewErasures, ProjectGone
 */
export async function identify(
  candidates: Candidate[],
  identities: Pick<Identities, 'resolve'>,
  erasures: Map<number, number> = new Map(),
): Promise<Identified> {
  const result: Identified = { personIds: new Array<number>(candidates.length), merges: [] };
  for (const [projectId, indexes] of indexesByProject(candidates)) {
    const claims = indexes.map((index) => toClaim(candidates[index]!.parsed.event));
    const resolved = await identities.resolve(projectId, claims, erasures.get(projectId));
    indexes.forEach((index, at) => (result.personIds[index] = resolved.personIds[at]!));
    result.merges.push(...resolved.merges);
  }
  return result;
}

function indexesByProject(candidates: Candidate[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  candidates.forEach(({ project }, index) => {
    const group = groups.get(project.id);
    if (group) group.push(index);
    else groups.set(project.id, [index]);
  });
  return groups;
}
