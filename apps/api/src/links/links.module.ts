import { Module } from '@nestjs/common';
import { ResourcesModule } from '../resources/resources.module.js';
import { LinkStatsController } from './link-stats.controller.js';
import { LinksController } from './links.controller.js';
import { LinksService } from './links.service.js';

@Module({
  imports: [ResourcesModule],
  controllers: [LinksController, LinkStatsController],
  providers: [LinksService],
})
export class LinksModule {}
