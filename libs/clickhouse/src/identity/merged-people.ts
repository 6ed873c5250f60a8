import type { Bindings } from '../conditions/bound.js';

/** How merged people are read: as they are stored, or through the overrides where the project has any. */
export class MergedPeople {
  constructor(
    private readonly any: boolean,
    private readonly projectId: number,
    private readonly bindings: Bindings,
  ) {}

  /** A bitmap with every merged person replaced by who they are now. Costs as much as it holds merged people. */
  bitmap(expression: string): string {
    if (!this.any) return expression;
    const merged = `(SELECT groupBitmapState(from_person_id) FROM (${this.overrides('from_person_id')}))`;
    const found = `bitmapToArray(bitmapAnd(${expression}, ${merged}))`;
    const now = `arrayMap(id -> transform(id, ${this.list('from_person_id')}, ${this.list('into_person_id')}), ${found})`;
    return `bitmapOr(bitmapAndnot(${expression}, ${merged}), bitmapBuild(${now}))`;
  }

  /** Who an event's person is now; use with `join`. */
  get person(): string {
    return this.any
      ? 'if(merged.into_person_id = 0, events.person_id, merged.into_person_id)'
      : 'events.person_id';
  }

  /** To be put after `FROM events`. */
  get join(): string {
    if (!this.any) return '';
    return `LEFT ANY JOIN (${this.overrides('from_person_id, into_person_id')}) AS merged ON events.person_id = merged.from_person_id`;
  }

  /** Whether an event's person counts as one of these, who count as themselves. */
  isOneOf(personIds: number[]): string {
    const ids = this.bindings.bind(personIds, 'Array(UInt32)');
    const own = `events.person_id IN ${ids}`;
    if (!this.any) return own;
    const merged = `${this.overrides('from_person_id')} AND into_person_id IN ${ids}`;
    return `(${own} OR events.person_id IN (${merged}))`;
  }

  private list(column: string): string {
    return `(SELECT groupArray(${column}) FROM (${this.overrides('from_person_id, into_person_id')} ORDER BY from_person_id))`;
  }

  private overrides(columns: string): string {
    const project = this.bindings.bind(this.projectId, 'UInt32');
    return `SELECT ${columns} FROM person_overrides FINAL WHERE project_id = ${project}`;
  }
}
