import { Module } from '@nestjs/common';
import { ResourcesModule } from '../resources/resources.module.js';
import { AnnotationsController } from './annotations.controller.js';

@Module({ imports: [ResourcesModule], controllers: [AnnotationsController] })
export class AnnotationsModule {}
