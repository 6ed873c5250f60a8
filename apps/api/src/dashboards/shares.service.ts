import { ProblemException } from '@groundswell/platform';
import { DashboardEntity, DashboardShareEntity, ProjectEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { randomBase62, sha256 } from '../auth/secrets.js';

const TOKEN = /^gsd_[0-9A-Za-z]{32}$/;

/** Links that open one dashboard to whoever has them (docs/adr/0012-shared-dashboards.md). */
@Injectable()
export class SharesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** The token is returned this once. */
  create(
    dashboard: DashboardEntity,
    caller: Principal,
  ): Promise<{ share: DashboardShareEntity; token: string }> {
    const { id: dashboardId, projectId } = dashboard;
    const token = `gsd_${randomBase62(32)}`;
    return this.dataSource.transaction(async (manager) => {
      const shares = manager.getRepository(DashboardShareEntity);
      const values = { projectId, dashboardId, tokenHash: sha256(token), revokedAt: null };
      const share = await shares.save(shares.create(values));
      const target = `dashboards/${dashboardId}/shares/${share.id}`;
      await this.audit.record(caller, projectId, 'dashboard.share', target, {}, manager);
      return { share, token };
    });
  }

  /** Newest first. */
  list({ id: dashboardId, projectId }: DashboardEntity): Promise<DashboardShareEntity[]> {
    const shares = this.dataSource.getRepository(DashboardShareEntity);
    return shares.find({ where: { dashboardId, projectId }, order: { id: 'DESC' } });
  }

  /** The link is dead at once; revoking again changes nothing. @throws ProblemException 404 */
  revoke({ id: dashboardId, projectId }: DashboardEntity, id: number, caller: Principal): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const share = await manager.findOneBy(DashboardShareEntity, { id, dashboardId, projectId });
      if (!share) throw new ProblemException(404, `This dashboard has no link ${id}.`);
      if (share.revokedAt) return;
      await manager.update(DashboardShareEntity, id, { revokedAt: new Date() });
      const target = `dashboards/${dashboardId}/shares/${id}`;
      await this.audit.record(caller, projectId, 'dashboard.unshare', target, {}, manager);
    });
  }

  /** What a token opens; the same refusal for one that never was and one that was revoked. @throws ProblemException 404 */
  async open(token: string): Promise<{ project: ProjectEntity; dashboard: DashboardEntity }> {
    const share = TOKEN.test(token) ? await this.find(token) : null;
    const { manager } = this.dataSource;
    const dashboard =
      share &&
      (await manager.findOneBy(DashboardEntity, { id: share.dashboardId, projectId: share.projectId }));
    const project = dashboard && (await manager.findOneBy(ProjectEntity, { id: dashboard.projectId }));
    if (!project)
      throw new ProblemException(404, 'This link opens nothing: it is not right, or was revoked.');
    return { project, dashboard };
  }

  private find(token: string): Promise<DashboardShareEntity | null> {
    const shares = this.dataSource.getRepository(DashboardShareEntity);
    return shares.findOneBy({ tokenHash: sha256(token), revokedAt: IsNull() });
  }
}
