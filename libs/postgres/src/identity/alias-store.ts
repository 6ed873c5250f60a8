import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AliasTables } from './alias-tables.js';
import { IdentityTables } from './identity-tables.js';
import { PersonAliasEntity } from './person-alias.entity.js';

export interface AliasByHand {
  from: number;
  into: number;
  fromName?: string;
  intoName?: string;
  userId: number;
  reason?: string;
}

export type AliasOutcome =
  { kind: 'merged'; alias: PersonAliasEntity } | { kind: 'unknown'; personId: number } | { kind: 'same' };
export type UndoOutcome =
  | { kind: 'undone'; alias: PersonAliasEntity }
  | { kind: 'unknown' }
  | { kind: 'ended'; alias: PersonAliasEntity };

/** Aliases made and undone by hand, within the caller's transaction. ClickHouse learns of them by the MergeOutbox. */
@Injectable()
export class AliasStore {
  async merge(manager: EntityManager, projectId: number, asked: AliasByHand): Promise<AliasOutcome> {
    const tables = new IdentityTables(manager, projectId);
    const aliases = new AliasTables(manager, projectId);
    const counters = await tables.lockCounters();
    const people = await tables.livingPersons([asked.from, asked.into]);
    const [from, into] = [people.get(asked.from), people.get(asked.into)];
    if (from === undefined) return { kind: 'unknown', personId: asked.from };
    if (into === undefined) return { kind: 'unknown', personId: asked.into };
    if ((await aliases.groupOf([from])).includes(into)) return { kind: 'same' };
    const [id] = await aliases.insert([{ ...asked, from, into }]);
    const sequence = counters.lastMerge + 1;
    await aliases.regroup([from, into], sequence);
    await tables.setCounters({ ...counters, lastMerge: sequence });
    return { kind: 'merged', alias: await manager.findOneByOrFail(PersonAliasEntity, { id, projectId }) };
  }

  /** Afterwards everything is as if the alias had never been. */
  async undo(manager: EntityManager, projectId: number, id: number, userId: number): Promise<UndoOutcome> {
    const tables = new IdentityTables(manager, projectId);
    const counters = await tables.lockCounters();
    const alias = await manager.findOneBy(PersonAliasEntity, { id, projectId });
    if (!alias) return { kind: 'unknown' };
    if (alias.state !== 'active') return { kind: 'ended', alias };
    const ended = { state: 'undone' as const, endedAt: new Date(), endedByUserId: userId };
    await manager.update(PersonAliasEntity, { id, projectId }, ended);
    const sequence = counters.lastMerge + 1;
    await new AliasTables(manager, projectId).regroup([alias.fromPersonId, alias.intoPersonId], sequence);
    await tables.setCounters({ ...counters, lastMerge: sequence });
    return { kind: 'undone', alias: Object.assign(alias, ended) };
  }
}
