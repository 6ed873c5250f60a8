import { Module } from '@nestjs/common';
import { MergePublishing } from './merge-publishing.js';
import { MergesController } from './merges.controller.js';
import { MergesService } from './merges.service.js';
import { PersonEventsService } from './person-events.service.js';
import { PersonViews } from './person-views.js';
import { PersonsController } from './persons.controller.js';
import { PersonsService } from './persons.service.js';

@Module({
  // Merges first: `persons/merges` is not a person's id.
  controllers: [MergesController, PersonsController],
  providers: [PersonsService, PersonViews, PersonEventsService, MergesService, MergePublishing],
  exports: [PersonViews],
})
export class PersonsModule {}
