import { CONFIG, type Config } from '@groundswell/platform';
import type { AlertMessage, StoredChannel } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { AlertChannels } from './alert-channels.js';
import { refusalIn, webhookRequest } from './webhook-request.js';
import { WebhookSender } from './webhook-sender.js';

/** The other side will not take it however often it is sent. */
export class Undeliverable extends Error {}

const TEMPORARY = [408, 425, 429];
const isForGood = (status: number) => status >= 300 && status < 500 && !TEMPORARY.includes(status);

/** Sends a message by one channel. */
@Injectable()
export class AlertSender {
  constructor(
    private readonly webhooks: WebhookSender,
    private readonly channels: AlertChannels,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Undeliverable, or another Error where it may go through later */
  send(projectId: number, channel: StoredChannel, message: AlertMessage): Promise<void> {
    return channel.type === 'email' ? this.mail(channel.to, message) : this.post(projectId, channel, message);
  }

  private async post(
    projectId: number,
    channel: StoredChannel & { type: 'webhook' },
    message: AlertMessage,
  ): Promise<void> {
    const { url, secret } = this.channels.opened(projectId, channel);
    const request = webhookRequest(channel.format, url, secret, message, new Date());
    const { status, body } = await this.webhooks.post(request).catch((error: unknown) => {
      throw new Error(`The channel ${channel.host} could not be reached: ${messageIn(error)}`);
    });
    if (isForGood(status)) throw new Undeliverable(answerOf(channel.host, status, body));
    if (status >= 400) throw new Error(answerOf(channel.host, status, body));
    const refusal = refusalIn(channel.format, body);
    if (refusal) throw new Undeliverable(`The channel ${channel.host} refused it: ${refusal.slice(0, 200)}`);
  }

  private async mail(to: string[], { title, text, url }: AlertMessage): Promise<void> {
    const { smtpUrl, mailFrom } = this.config;
    if (!smtpUrl || !mailFrom) {
      throw new Undeliverable('No mail server is set: set SMTP_URL and MAIL_FROM, then start again.');
    }
    const transport = createTransport(smtpUrl, {
      connectionTimeout: 10_000,
      socketTimeout: 10_000,
    } as object);
    try {
      await transport.sendMail({
        from: mailFrom,
        to,
        subject: title,
        text: url ? `${text}\n\n${url}` : text,
      });
    } catch (error) {
      throw new Error(`The mail server did not take it: ${messageIn(error)}`);
    } finally {
      transport.close();
    }
  }
}

const messageIn = (error: unknown) => (error instanceof Error ? error.message : String(error));

function answerOf(host: string, status: number, body: string): string {
  const said = body.trim().slice(0, 200);
  return said === ''
    ? `The channel ${host} answered ${status} without a word`
    : `The channel ${host} answered ${status}: ${said}`;
}
