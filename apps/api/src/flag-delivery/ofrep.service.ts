import type { KnownKey } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { etagOf, type Delivered } from './delivered.js';
import { ExposureRecorder } from './exposure-recorder.js';
import { FlagDelivery } from './flag-delivery.service.js';
import { attributesOf, evaluateOfrep, type OfrepEvaluation } from './ofrep-evaluation.js';
import { SdkUses } from './sdk-uses.js';

type Context = Record<string, unknown>;

/** OpenFeature's Remote Evaluation Protocol. */
@Injectable()
export class OfrepService {
  constructor(
    private readonly delivery: FlagDelivery,
    private readonly uses: SdkUses,
    private readonly exposures: ExposureRecorder,
  ) {}

  /** One flag, which is used now: an exposure of what divides people on the way. @throws ProblemException 401 */
  async one(clientKey: string, key: string, context: Context): Promise<OfrepEvaluation['answer']> {
    const { known, delivered } = await this.delivery.known(clientKey);
    const { answer, divided } = evaluateOfrep(delivered, key, attributesOf(context));
    this.uses.noteKey(known.id, 'evaluated');
    if (!('errorCode' in answer)) this.uses.noteFlag(known.project.id, known.environment, key);
    this.exposures.note(known.project, divided);
    return answer;
  }

  /** All flags, whether or not they will be used: no exposure. @throws ProblemException 401 */
  async all(clientKey: string, context: Context): Promise<{ body: string; etag: string }> {
    const { known, delivered } = await this.delivery.known(clientKey);
    this.uses.noteKey(known.id, 'evaluated');
    const body = JSON.stringify(this.bulk(clientKey, delivered, context, known));
    return { body, etag: etagOf(body) };
  }

  private bulk(clientKey: string, delivered: Delivered, context: Context, { environment }: KnownKey): object {
    const attributes = attributesOf(context);
    const on = Object.keys(delivered.features).map((key) => evaluateOfrep(delivered, key, attributes).answer);
    const off = [...delivered.disabled].map((key) => ({ key, reason: 'DISABLED' }));
    const requestUri = `/sub/${clientKey}?for=ofrep`;
    return {
      flags: [...on, ...off],
      metadata: { environment },
      eventStreams: [{ type: 'sse', endpoint: { requestUri }, inactivityDelaySec: 120 }],
    };
  }
}
