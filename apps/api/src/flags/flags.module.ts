import { Module } from '@nestjs/common';
import { FlagDeliveryModule } from '../flag-delivery/flag-delivery.module.js';
import { ResourcesModule } from '../resources/resources.module.js';
import { RolloutsModule } from '../rollouts/rollouts.module.js';
import { FlagsController } from './flags.controller.js';
import { FlagsService } from './flags.service.js';

/** Flags as members keep them: who gets which value, where and when. */
@Module({
  imports: [ResourcesModule, FlagDeliveryModule, RolloutsModule],
  controllers: [FlagsController],
  providers: [FlagsService],
})
export class FlagsModule {}
