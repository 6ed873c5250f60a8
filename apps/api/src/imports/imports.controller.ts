import { importMappingSchema } from '@groundswell/ingestion';
import { ProblemException } from '@groundswell/platform';
import { ImportEntity } from '@groundswell/postgres';
import { Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import type { FastifyRequest } from 'fastify';
import { Repository } from 'typeorm';
import { z } from 'zod';
import { Caller, InProject } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { storableText } from '../http/storable-text.js';
import { zodProblem } from '../http/zod-problem.js';
import {
  IMPORT_FORMATS,
  ImportDto,
  ImportPageDto,
  NewImportQueryDto,
  StartedImportDto,
  importView,
} from './import.dto.js';
import { ImportsService } from './imports.service.js';
import { type Upload, receiveUpload } from './upload.js';

const LIST: ListSpec<ImportEntity> = {
  fields: ['id', 'state', 'fileName', 'rows', 'accepted', 'rejected', 'createdAt', 'finishedAt'],
  search: ['fileName'],
  id: 'id',
};

@ApiController('projects/:projectId/imports', 'Imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    @InjectRepository(ImportEntity) private readonly rows: Repository<ImportEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Newest first.', type: ImportPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const sorted = query.sort
      ? query
      : { ...query, sort: 'createdAt', order: query.order ?? ('DESC' as const) };
    const page = await listPage(this.rows, LIST, { projectId: project.id }, sorted);
    return { data: page.data.map(importView), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'State and counts, as they are now.', type: ImportDto })
  async get(@Param('id') id: string, @InProject() { project }: ProjectAccess) {
    const isUuid = z.uuid().safeParse(id).success;
    const row = isUuid ? await this.rows.findOneBy({ id, projectId: project.id }) : null;
    if (!row) throw new ProblemException(404, `This project has no import ${id.slice(0, 50)}.`);
    return importView(row);
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Imports a file of events: NDJSON or CSV, as the body or as the part "file"; gzip allowed.',
  })
  @ApiConsumes('application/x-ndjson', 'text/csv', 'multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      properties: {
        file: { type: 'string', format: 'binary' },
        mapping: {
          type: 'string',
          description: 'JSON: which column is what; required here or in the query.',
        },
        format: { type: 'string', enum: [...IMPORT_FORMATS] },
      },
    },
  })
  @ZodResponse({ status: 202, description: 'Received; ask for its state by the id.', type: StartedImportDto })
  async create(
    @Query() query: NewImportQueryDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
  ) {
    const upload = await receiveUpload(request, {
      keep: (file) => this.imports.receive(file),
      discard: (importId) => this.imports.discard(importId),
    });
    try {
      await this.imports.start(upload.importId, project.id, noteOf(upload, query, request), caller);
    } catch (error) {
      await this.imports.discard(upload.importId);
      throw error;
    }
    return { importId: upload.importId };
  }
}

function noteOf(upload: Upload, query: NewImportQueryDto, request: FastifyRequest) {
  const header = request.headers['x-import-mapping'];
  const text = upload.mapping ?? query.mapping ?? (typeof header === 'string' ? header : undefined);
  return {
    mapping: parseMapping(text),
    format: parseFormat(upload.format ?? query.format),
    contentType: upload.contentType,
    fileName: storableText((query.fileName ?? upload.fileName ?? 'upload').slice(0, 300)),
  };
}

function parseMapping(text: string | undefined) {
  const example = '{"event":"name","distinctId":"user_id","timestamp":"time"}';
  if (text === undefined) throw wrong('mapping', `is missing: say which column is what, e.g. ${example}`);
  const parsed = importMappingSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw zodProblem(
    new z.ZodError(parsed.error.issues.map((issue) => ({ ...issue, path: ['mapping', ...issue.path] }))),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong('mapping', 'is not valid JSON');
  }
}

function parseFormat(format: string | undefined) {
  const known = IMPORT_FORMATS.find((name) => name === format);
  if (format === undefined || format === '' || known) return known;
  throw wrong('format', `must be one of: ${IMPORT_FORMATS.join(', ')}`);
}

function wrong(path: string, message: string): ProblemException {
  return new ProblemException(400, `${path} ${message}.`, [{ path, message }]);
}
