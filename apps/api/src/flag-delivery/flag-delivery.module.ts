import { Module } from '@nestjs/common';
import { ClientKeys } from './client-keys.js';
import { DeliveredFlags } from './delivered-flags.js';
import { ExposureRecorder } from './exposure-recorder.js';
import { FlagDelivery } from './flag-delivery.service.js';
import { FlagSource } from './flag-source.js';
import { FlagStreams } from './flag-streams.js';
import { OfrepService } from './ofrep.service.js';
import { SdkUses } from './sdk-uses.js';

const SERVICES = [
  FlagSource,
  DeliveredFlags,
  ClientKeys,
  FlagStreams,
  SdkUses,
  FlagDelivery,
  ExposureRecorder,
  OfrepService,
];

/** Flags and experiments as SDKs read them, by client key. */
@Module({ providers: SERVICES, exports: SERVICES })
export class FlagDeliveryModule {}
