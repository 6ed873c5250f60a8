import { Module } from '@nestjs/common';
import { ResourcesModule } from '../resources/resources.module.js';
import { CampaignsService } from './campaigns.service.js';
import { ConventionController } from './convention.controller.js';
import { nodesController } from './nodes.controller.js';

@Module({
  imports: [ResourcesModule],
  controllers: [
    ConventionController,
    nodesController('campaign', 'campaigns'),
    nodesController('adGroup', 'adGroups'),
    nodesController('creative', 'creatives'),
  ],
  providers: [CampaignsService],
  exports: [CampaignsService],
})
export class CampaignsModule {}
