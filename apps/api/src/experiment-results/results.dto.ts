import { experimentResultsSchema } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';

export class ExperimentResultsDto extends createZodDto(experimentResultsSchema) {}
