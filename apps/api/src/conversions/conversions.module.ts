import { Module } from '@nestjs/common';
import { WebhookSender } from '../alerts/webhook-sender.js';
import { ResourcesModule } from '../resources/resources.module.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { ConversionFacts } from './conversion-facts.js';
import { ConversionFill } from './conversion-fill.js';
import { ConversionPreview } from './conversion-preview.js';
import { ConversionSend } from './conversion-send.js';
import { ConversionWorker } from './conversion-worker.js';
import { ConversionsController, ResendController } from './conversions.controller.js';
import { ConversionsService } from './conversions.service.js';
import { DestinationSecrets } from './destination-secrets.js';
import { DestinationsController } from './destinations.controller.js';
import { DestinationsService } from './destinations.service.js';
import { GoogleTokens } from './google-tokens.js';
import { NetworkClient } from './network-client.js';
import { RuleCheck } from './rule-check.js';

/** Conversions back to the ad networks: destinations, the outbox, and the worker that fills and empties it. */
@Module({
  imports: [ResourcesModule, SecretsModule],
  controllers: [DestinationsController, ConversionsController, ResendController],
  providers: [
    ConversionFacts,
    ConversionFill,
    ConversionPreview,
    ConversionSend,
    ConversionWorker,
    ConversionsService,
    DestinationSecrets,
    DestinationsService,
    GoogleTokens,
    NetworkClient,
    RuleCheck,
    WebhookSender,
  ],
  exports: [ConversionWorker, ConversionSend, ConversionFill],
})
export class ConversionsModule {}
