import { Module } from '@nestjs/common';
import { PersonsModule } from '../persons/persons.module.js';
import { ExportController } from './export.controller.js';
import { ExportsService } from './exports.service.js';

/** What is stored, handed out as NDJSON. */
@Module({ imports: [PersonsModule], controllers: [ExportController], providers: [ExportsService] })
export class ExportModule {}
