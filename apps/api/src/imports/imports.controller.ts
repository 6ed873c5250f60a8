import { type ImportMapping, importMappingSchema } from '@groundswell/ingestion';
import { ProblemException } from '@groundswell/platform';
import { ImportEntity, keyedProject } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { IANAZone } from 'luxon';
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
import { whileConnected } from '../http/while-connected.js';
import { zodProblem } from '../http/zod-problem.js';
import { chooseReading } from './choose-reading.js';
import { IMPORT_FORMATS, fileFormatOf } from './import-format.js';
import {
  ImportDto,
  ImportPageDto,
  NewImportQueryDto,
  PackedHeadDto,
  PreviewDto,
  PreviewedDto,
  StartedImportDto,
  UnpackedHeadDto,
  importView,
} from './import.dto.js';
import { ImportsService } from './imports.service.js';
import { previewRows } from './preview-rows.js';
import { UnusableFile } from './reading/read-row.js';
import { unpackHead } from './reading/unpack-head.js';
import { refusal } from './refusal.js';
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
    return importView(await this.find(id, project.id));
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary:
      'Imports a file of events as the body or as the part "file": CSV, NDJSON, a JSON array or Parquet, packed with gzip, ' +
      'zstd, brotli (named .br) or zip. Exports of PostHog, Mixpanel, Amplitude, Segment and our own are recognised and need no mapping.',
  })
  @ApiConsumes('application/x-ndjson', 'text/csv', 'multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      properties: {
        file: { type: 'string', format: 'binary' },
        mapping: {
          type: 'string',
          description: 'JSON: which column is what; may stand in the query.',
        },
        format: { type: 'string', enum: [...IMPORT_FORMATS] },
        timeZone: { type: 'string' },
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
    const { importId } = upload;
    try {
      const fields = fieldsOf(upload, query, request);
      const path = this.imports.pathOf(importId);
      const reading = await whileConnected(request, (signal) => chooseReading({ ...fields, path, signal }));
      const { contentType, fileName, timeZone } = fields;
      const note = { reading, contentType, fileName, timeZone, format: fileFormatOf(fields.format) };
      await this.imports.start(importId, project.id, note, caller);
    } catch (error) {
      await this.imports.discard(importId);
      throw error instanceof UnusableFile ? new ProblemException(400, error.message) : error;
    }
    return { importId };
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What rows of a file would be stored as. Nothing is stored.' })
  @ZodResponse({ status: 200, description: 'In the order of the rows.', type: PreviewedDto })
  async preview(@Body() body: PreviewDto, @InProject() { project }: ProjectAccess) {
    return previewRows(body, await keyedProject(this.rows.manager.connection, project));
  }

  @Post('heads')
  @HttpCode(200)
  @ApiOperation({ summary: 'The beginning of a file that browsers cannot unpack. Nothing is stored.' })
  @ZodResponse({ status: 200, description: 'As much as was sent unpacks to.', type: UnpackedHeadDto })
  async unpack(@Body() { bytes, packing }: PackedHeadDto, @Req() request: FastifyRequest) {
    const packed = Buffer.from(bytes, 'base64');
    const unpacked = await whileConnected(request, (signal) => unpackHead(packed, packing, signal));
    return { bytes: unpacked.toString('base64') };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes an import off the list that stored nothing; what one stored stays.' })
  async remove(
    @Param('id') id: string,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.imports.remove(await this.find(id, project.id), caller);
  }

  private async find(id: string, projectId: number): Promise<ImportEntity> {
    const isUuid = z.uuid().safeParse(id).success;
    const row = isUuid ? await this.rows.findOneBy({ id, projectId }) : null;
    if (!row) throw new ProblemException(404, `This project has no import ${id.slice(0, 50)}.`);
    return row;
  }
}

function fieldsOf(upload: Upload, query: NewImportQueryDto, request: FastifyRequest) {
  const header = request.headers['x-import-mapping'];
  const text = upload.mapping ?? query.mapping ?? (typeof header === 'string' ? header : undefined);
  return {
    mapping: parseMapping(text),
    format: parseFormat(upload.format ?? query.format),
    timeZone: parseZone(upload.timeZone ?? query.timeZone),
    contentType: upload.contentType,
    fileName: storableText((query.fileName ?? upload.fileName ?? 'upload').slice(0, 300)),
  };
}

function parseMapping(text: string | undefined): ImportMapping | undefined {
  if (text === undefined || text === '') return undefined;
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
    throw refusal('mapping', 'is not valid JSON');
  }
}

function parseFormat(format: string | undefined) {
  const known = IMPORT_FORMATS.find((name) => name === format);
  if (format === undefined || format === '' || known) return known;
  throw refusal('format', `must be one of: ${IMPORT_FORMATS.join(', ')}`);
}

function parseZone(zone: string | undefined): string | undefined {
  if (zone === undefined || zone === '' || IANAZone.isValidZone(zone)) return zone || undefined;
  throw refusal('timeZone', 'must be an IANA time zone such as America/Los_Angeles');
}
