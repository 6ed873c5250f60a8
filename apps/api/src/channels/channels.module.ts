import { Module } from '@nestjs/common';
import { ChannelRulesController } from './channel-rules.controller.js';
import { ChannelRulesService } from './channel-rules.service.js';

@Module({ controllers: [ChannelRulesController], providers: [ChannelRulesService] })
export class ChannelsModule {}
