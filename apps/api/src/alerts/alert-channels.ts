import { ProblemException, SecretBox } from '@groundswell/platform';
import type { StoredChannel } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { AlertView, ChannelInput } from './alert.dto.js';

/** Where messages of an alert go. Addresses and secrets of webhooks are sealed on the way in and never shown again. */
@Injectable()
export class AlertChannels {
  constructor(private readonly box: SecretBox) {}

  /** @throws ProblemException 400 for a channel to keep that the alert does not have */
  store(projectId: number, inputs: readonly ChannelInput[], present: StoredChannel[] = []): StoredChannel[] {
    return inputs.map((input, index) => {
      if (input.type === 'email') return { id: randomUUID(), ...input };
      if (input.type === 'webhook') return this.seal(projectId, input);
      const channel = present.find(({ id }) => id === input.id);
      if (channel) return channel;
      const message = 'the alert has no such channel to keep';
      throw new ProblemException(400, `channels.${index}.id: ${message}.`, [
        { path: `channels.${index}.id`, message },
      ]);
    });
  }

  opened(
    projectId: number,
    channel: StoredChannel & { type: 'webhook' },
  ): { url: string; secret: string | null } {
    const open = (sealed: string) => this.box.open(sealed, contextOf(projectId, channel.id));
    return { url: open(channel.url), secret: channel.secret === null ? null : open(channel.secret) };
  }

  private seal(
    projectId: number,
    { format, url, secret }: ChannelInput & { type: 'webhook' },
  ): StoredChannel {
    const id = randomUUID();
    const seal = (text: string) => this.box.seal(text, contextOf(projectId, id));
    return {
      id,
      type: 'webhook',
      format,
      host: new URL(url).host,
      url: seal(url),
      secret: secret === undefined ? null : seal(secret),
    };
  }
}

const contextOf = (projectId: number, channelId: string) => `alerts/${projectId}/${channelId}`;

export function channelView(channel: StoredChannel): AlertView['channels'][number] {
  if (channel.type === 'email') return channel;
  const { id, type, format, host, secret } = channel;
  return { id, type, format, host, isSigned: secret !== null };
}
