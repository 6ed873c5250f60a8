import { LinkEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import QRCode from 'qrcode';
import { Repository } from 'typeorm';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { ProjectRows } from '../resources/project-rows.js';
import { ChangeLinkDto, LinkDto, LinkPageDto, type LinkView, NewLinkDto, QrQueryDto } from './link.dto.js';
import { LINKS, LinksService } from './links.service.js';

const LIST: ListSpec<LinkEntity> = {
  fields: ['id', 'name', 'code', 'destination', 'enabled', 'expiresAt', 'createdAt'],
  search: ['name', 'code', 'destination'],
  id: 'id',
};
const linkId = () => Param('id', idParam('link'));

@ApiController('projects/:projectId/links', 'Links')
export class LinksController {
  constructor(
    private readonly links: LinksService,
    private readonly project: ProjectRows,
    @InjectRepository(LinkEntity) private readonly rows: Repository<LinkEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Tracking links.', type: LinkPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One link.', type: LinkDto })
  async get(@linkId() id: number, @InProject() { project }: ProjectAccess) {
    return view(await this.project.get(LINKS, project.id, id));
  }

  /** A picture of the link's address, under the host that is asked. */
  @Get(':id/qr')
  async qr(
    @linkId() id: number,
    @Query() { format, size }: QrQueryDto,
    @InProject() { project }: ProjectAccess,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { code } = await this.project.get(LINKS, project.id, id);
    const address = `${request.protocol}://${request.host}/l/${code}`;
    const options = { errorCorrectionLevel: 'M', margin: 4, width: size } as const;
    const picture =
      format === 'svg'
        ? await QRCode.toString(address, { ...options, type: 'svg' })
        : await QRCode.toBuffer(address, options);
    await reply
      .header('content-type', format === 'svg' ? 'image/svg+xml' : 'image/png')
      .header('content-disposition', `attachment; filename="${code}.${format}"`)
      .send(picture);
  }

  @Post()
  @Requires('campaign')
  @ZodResponse({ status: 201, description: 'Leads to its address at once.', type: LinkDto })
  async create(
    @Body() input: NewLinkDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.links.create(project.id, dated(input), caller));
  }

  @Patch(':id')
  @Requires('campaign')
  @ZodResponse({ status: 200, description: 'Changed.', type: LinkDto })
  async change(
    @linkId() id: number,
    @Body() change: ChangeLinkDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.links.change(project.id, id, dated(change), caller));
  }

  @Post(':id/rotate')
  @Requires('campaign')
  @ZodResponse({
    status: 200,
    description: 'A new code. The old one answers 410 from now on and is never given out again.',
    type: LinkDto,
  })
  async rotate(@linkId() id: number, @InProject() { project }: ProjectAccess, @Caller() caller: Principal) {
    return view(await this.links.rotate(project.id, id, caller));
  }

  @Delete(':id')
  @Requires('campaign')
  @HttpCode(204)
  async remove(
    @linkId() id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.links.remove(project.id, id, caller);
  }
}

function dated<T extends { expiresAt?: string | null }>({ expiresAt, ...rest }: T) {
  if (expiresAt === undefined) return rest as Omit<T, 'expiresAt'> & { expiresAt: Date | null };
  return { ...rest, expiresAt: expiresAt === null ? null : new Date(expiresAt) };
}

function view({ projectId: _projectId, ...link }: LinkEntity): LinkView {
  return {
    ...link,
    path: `/l/${link.code}`,
    expiresAt: link.expiresAt?.toISOString() ?? null,
    createdAt: link.createdAt.toISOString(),
  };
}
