import { type AssignmentContext, personalPayload } from '@groundswell/assignment';
import { ProblemException } from '@groundswell/platform';
import type { KnownKey } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { zodProblem } from '../http/zod-problem.js';
import { ClientKeys } from './client-keys.js';
import type { Delivered } from './delivered.js';
import { DeliveredFlags } from './delivered-flags.js';
import { SdkUses } from './sdk-uses.js';

/** As GrowthBook's SDKs send it. */
const remoteSchema = z.object({
  attributes: z.record(z.string(), z.unknown()).default({}),
  forcedVariations: z.record(z.string(), z.int()).default({}),
  forcedFeatures: z.array(z.tuple([z.string(), z.unknown()])).default([]),
  url: z.string().max(10_000).default(''),
});

/** Gives flags to whoever has a client key. */
@Injectable()
export class FlagDelivery {
  constructor(
    private readonly keys: ClientKeys,
    private readonly flags: DeliveredFlags,
    private readonly uses: SdkUses,
  ) {}

  /** @throws ProblemException 401; rejects while PostgreSQL is away and it is not known */
  async known(key: string): Promise<{ known: KnownKey; delivered: Delivered }> {
    const known = await this.keys.find(key);
    return { known, delivered: await this.flags.of(known.project.id, known.environment) };
  }

  /** For SDKs that evaluate by themselves. @throws ProblemException 401, 403 */
  async payload(key: string): Promise<Pick<Delivered, 'body' | 'etag'>> {
    const { known, delivered } = await this.known(key);
    if (known.remoteOnly)
      throw new ProblemException(
        403,
        'This key gives out no rules. Turn on remote evaluation in the SDK (POST /api/eval), or use OFREP.',
      );
    this.uses.noteKey(known.id, 'fetched');
    return known.givesMembers ? delivered.withMembers : delivered;
  }

  /** For SDKs in remote evaluation. @throws ProblemException 400, 401 */
  async evaluated(key: string, body: unknown): Promise<object> {
    const { known, delivered } = await this.known(key);
    const parsed = remoteSchema.safeParse(body ?? {});
    if (!parsed.success) throw zodProblem(parsed.error);
    this.uses.noteKey(known.id, 'evaluated');
    const { forcedFeatures, ...asked } = parsed.data;
    const context: AssignmentContext = {
      ...asked,
      features: delivered.features,
      savedGroups: delivered.savedGroups,
      forcedFeatureValues: new Map(forcedFeatures),
    };
    return { status: 200, features: personalPayload(context), dateUpdated: delivered.dateUpdated };
  }
}
