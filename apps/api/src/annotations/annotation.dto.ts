import { ANNOTATION_KINDS, localDate } from '@groundswell/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pageOf } from '../http/list-query.js';

const fields = {
  date: localDate.describe("The day in the project's time zone."),
  text: z.string().trim().min(1).max(500),
  kind: z.enum(ANNOTATION_KINDS),
};

export class NewAnnotationDto extends createZodDto(
  z.strictObject({ ...fields, kind: fields.kind.default('note') }),
) {}

export class ChangeAnnotationDto extends createZodDto(
  z.strictObject({
    ...z.object(fields).partial().shape,
    version: z.int().min(1).optional().describe('The version that was read; 409 when it is not the latest.'),
  }),
) {}

const annotationSchema = z.object({
  id: z.int(),
  ...fields,
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export type AnnotationView = z.infer<typeof annotationSchema>;
export class AnnotationDto extends createZodDto(annotationSchema) {}
export class AnnotationPageDto extends createZodDto(pageOf(annotationSchema)) {}
