import { ConversionDestinationEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import { ProjectRows, type Resource } from '../resources/project-rows.js';
import { checkCredentials, checkDestination, refuse } from './check-destination.js';
import type { ChangeDestinationDto, NewDestinationDto } from './destination.dto.js';
import { DestinationSecrets } from './destination-secrets.js';
import { RuleCheck } from './rule-check.js';

export const DESTINATIONS: Resource<ConversionDestinationEntity> = {
  entity: ConversionDestinationEntity,
  name: 'conversionDestination',
  path: 'conversionDestinations',
};

/** Writes of destinations. */
@Injectable()
export class DestinationsService {
  constructor(
    private readonly rows: ProjectRows,
    private readonly secrets: DestinationSecrets,
    private readonly check: RuleCheck,
  ) {}

  /** @throws ProblemException 400 */
  async create(projectId: number, { credentials, ...input }: NewDestinationDto, caller: Principal) {
    const values = { ...input, settings: checkDestination(input) };
    await this.check.check(projectId, input.rules);
    const sealed = this.secrets.seal(projectId, checkCredentials(input.network, credentials));
    return this.rows.create(DESTINATIONS, projectId, { ...values, ...sealed }, caller, values);
  }

  /** @throws ProblemException 400, 404, 409 */
  async change(
    projectId: number,
    id: number,
    { credentials, ...change }: ChangeDestinationDto,
    caller: Principal,
  ) {
    const before = await this.rows.get(DESTINATIONS, projectId, id);
    const settings = checkDestination({ ...before, ...change });
    const given = credentials && checkCredentials(before.network, credentials);
    if (change.rules) await this.check.check(projectId, change.rules);
    mustBringCredentials(before, change, credentials);
    const values = {
      ...change,
      settings,
      ...(given && {
        ...this.secrets.seal(projectId, given),
        pausedReason: null,
        heldUntil: null,
      }),
      // What came while it was off is not sent afterwards.
      ...(change.enabled === true && !before.enabled && { collectsFrom: new Date() }),
    };
    const { version: _, ...shown } = change;
    const noted = { ...shown, ...(credentials && { credentials: 'changed' }) };
    return this.rows.change(DESTINATIONS, projectId, id, values, caller, noted);
  }

  /** Sends again where sending was paused or held. */
  resume(projectId: number, id: number, caller: Principal) {
    const values = { pausedReason: null, heldUntil: null };
    return this.rows.change(DESTINATIONS, projectId, id, values, caller, { resumed: true });
  }
}

/** Whoever may change an address must not have the stored credentials sent to it. */
function mustBringCredentials(
  before: ConversionDestinationEntity,
  { baseUrl }: ChangeDestinationDto,
  credentials: object | undefined,
): void {
  if (baseUrl === undefined || baseUrl === before.baseUrl || credentials) return;
  if (before.network === 'oceanengine') return;
  refuse([{ path: 'credentials', message: 'must be given again with another address' }]);
}
