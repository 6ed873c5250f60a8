import type { AdNetwork, NetworkCredentials } from '@groundswell/contracts';
import { SecretBox } from '@groundswell/platform';
import type { ConversionDestinationEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

/** Credentials of destinations: sealed on the way in, opened where something is sent, never shown. */
@Injectable()
export class DestinationSecrets {
  constructor(private readonly box: SecretBox) {}

  seal(projectId: number, credentials: object): { sealId: string; credentials: string } {
    const sealId = randomUUID();
    const text = JSON.stringify(credentials);
    return { sealId, credentials: this.box.seal(text, contextOf(projectId, sealId)) };
  }

  /** @throws SecretUnreadable */
  open<N extends AdNetwork>({
    projectId,
    sealId,
    credentials,
  }: ConversionDestinationEntity): NetworkCredentials<N> {
    return JSON.parse(this.box.open(credentials, contextOf(projectId, sealId))) as NetworkCredentials<N>;
  }
}

const contextOf = (projectId: number, sealId: string) => `conversion_destinations/${projectId}/${sealId}`;
