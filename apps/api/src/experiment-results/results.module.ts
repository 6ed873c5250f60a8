import { Module } from '@nestjs/common';
import { ResourcesModule } from '../resources/resources.module.js';
import { ResultsController } from './results.controller.js';
import { ResultsService } from './results.service.js';

@Module({ imports: [ResourcesModule], controllers: [ResultsController], providers: [ResultsService] })
export class ResultsModule {}
