import { type EntityManager, In } from 'typeorm';
import { ProjectEntity } from './project.entity.js';

/**
 * Projects as whoever stores their events must see them: the zone of each is fixed from here on. The update waits for a
 * change of the zone that is under way and makes later ones wait, so that all days of a project are of one zone.
 */
export async function fixZones(manager: EntityManager, ids: number[]): Promise<ProjectEntity[]> {
  const projects = manager.getRepository(ProjectEntity);
  const found = await projects.findBy({ id: In(ids) });
  const open = found.filter(({ zoneFixed }) => !zoneFixed).map(({ id }) => id);
  if (open.length === 0) return found;
  await manager.query('UPDATE projects SET zone_fixed = true WHERE id = ANY($1)', [open]);
  return projects.findBy({ id: In(ids) });
}
