import { Module } from '@nestjs/common';
import { ProjectRows } from './project-rows.js';

@Module({ providers: [ProjectRows], exports: [ProjectRows] })
export class ResourcesModule {}
