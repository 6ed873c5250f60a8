import { Module } from '@nestjs/common';
import { QueriesModule } from '../queries/queries.module.js';
import { ResourcesModule } from '../resources/resources.module.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { AlertChannels } from './alert-channels.js';
import { AlertCheck } from './alert-check.js';
import { AlertDeliveries } from './alert-deliveries.js';
import { AlertLook } from './alert-look.js';
import { AlertSender } from './alert-sender.js';
import { AlertWorker } from './alert-worker.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsService } from './alerts.service.js';
import { WebhookSender } from './webhook-sender.js';

/** Saved reports that are watched: rules, schedules, and messages to chats and mailboxes. */
@Module({
  imports: [ResourcesModule, QueriesModule, SecretsModule],
  controllers: [AlertsController],
  providers: [
    AlertsService,
    AlertChannels,
    AlertLook,
    AlertCheck,
    AlertDeliveries,
    AlertSender,
    AlertWorker,
    WebhookSender,
  ],
  exports: [AlertWorker],
})
export class AlertsModule {}
