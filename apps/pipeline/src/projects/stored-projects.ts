import type { DeletedProjectEntity, ProjectEntity } from '@groundswell/postgres';
import { In, type Repository } from 'typeorm';
import type { ProjectSettings, ProjectSource } from './project-settings.js';

/** A changed late window takes effect within this time; the zone never changes once it was asked for. */
const REMEMBER_MS = 5000;
const MAX_INT = 2 ** 31 - 1;

interface Remembered {
  project: ProjectSettings;
  until: number;
}

/** Gives projects, and fixes the zones that their events are about to be counted in. */
type Find = (ids: number[]) => Promise<ProjectEntity[]>;

/** Projects of PostgreSQL, remembered for some seconds. One that is not there is asked for each time. */
export class StoredProjects implements ProjectSource {
  private readonly remembered = new Map<number, Remembered>();
  private readonly deletedIds = new Set<number>();

  constructor(
    private readonly read: Find,
    private readonly now: () => number = Date.now,
    private readonly gone?: Pick<Repository<DeletedProjectEntity>, 'find'>,
  ) {}

  async find(ids: number[]): Promise<ProjectSettings[]> {
    await this.load(ids.filter((id) => id <= MAX_INT && !this.isFresh(id)));
    return ids.flatMap((id) => this.remembered.get(id)?.project ?? []);
  }

  /** Which of these were deleted; that is for good. */
  async deleted(ids: number[]): Promise<Set<number>> {
    const asked = ids.filter((id) => id <= MAX_INT && !this.deletedIds.has(id));
    if (asked.length > 0 && this.gone) {
      for (const { id } of await this.gone.find({ where: { id: In(asked) } })) this.deletedIds.add(id);
    }
    return new Set(ids.filter((id) => this.deletedIds.has(id)));
  }

  forget(): void {
    this.remembered.clear();
  }

  private isFresh(id: number): boolean {
    return (this.remembered.get(id)?.until ?? 0) > this.now();
  }

  private async load(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    const found = await this.read(ids);
    for (const id of ids) this.remembered.delete(id);
    const until = this.now() + REMEMBER_MS;
    for (const { id, timeZone, lateWindowDays } of found) {
      this.remembered.set(id, { project: { id, timeZone, lateWindowDays }, until });
    }
  }
}
