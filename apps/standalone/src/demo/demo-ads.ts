import { CampaignsService, type NamedPath, SpendService } from '@groundswell/api';
import {
  DEMO_CONVENTION,
  type DemoCampaign,
  type PlacedLink,
  demoCampaigns,
  demoLinks,
  demoRates,
  demoSpendExports,
} from '@groundswell/demo';
import {
  CampaignNodeEntity,
  ExchangeRateEntity,
  LinkEntity,
  ProjectEntity,
  SpendImportEntity,
} from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

type Creative = DemoCampaign['adGroups'][number]['creatives'][number];

/** Campaigns of the demo with what they cost, and tracking links. Run again it adds nothing. */
@Injectable()
export class DemoAds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignsService,
    private readonly spend: SpendService,
  ) {}

  async provide(projectId: number): Promise<void> {
    const { manager } = this.dataSource;
    if ((await manager.countBy(SpendImportEntity, { projectId })) > 0) return;
    await manager.upsert(
      ExchangeRateEntity,
      demoRates.map((rate) => ({ ...rate, projectId })),
      { conflictPaths: ['projectId', 'day', 'base', 'quote'] },
    );
    await this.campaigns.setTemplate(projectId, DEMO_CONVENTION, null);
    await this.dataSource.transaction((own) => this.plant(own, projectId));
    await this.link(projectId);
    const project = await manager.findOneByOrFail(ProjectEntity, { id: projectId });
    for (const { csv, ...options } of demoSpendExports()) {
      await this.spend.import(project, csv, options, null);
    }
  }

  /** Whether the project has nothing at all of these: a version that knew of none loaded it. Whoever kept something has decided. */
  async isMissing(projectId: number): Promise<boolean> {
    const { manager } = this.dataSource;
    for (const entity of [SpendImportEntity, LinkEntity, ExchangeRateEntity]) {
      if (await manager.existsBy<SpendImportEntity | LinkEntity | ExchangeRateEntity>(entity, { projectId }))
        return false;
    }
    return true;
  }

  /** The tracking links in the order of `demoLinks`; undefined in the place of one that is gone. */
  async links(projectId: number): Promise<(PlacedLink | undefined)[]> {
    const links = await this.dataSource.manager.findBy(LinkEntity, { projectId });
    return demoLinks.map((_, at) => links.find(({ code }) => code === codeOf(projectId, at)));
  }

  /** The naming tree, with what creatives look like. */
  private async plant(manager: EntityManager, projectId: number): Promise<void> {
    await this.campaigns.ensure(manager, projectId, demoCampaigns.flatMap(pathsOf), 'hand');
    for (const { utm, platform, externalId, adGroups } of demoCampaigns) {
      const aliases = utm === '' ? [] : [utm];
      const itself = { projectId, platform, level: 'campaign' as const, externalId };
      await manager.update(CampaignNodeEntity, itself, { aliases });
      for (const creative of adGroups.flatMap(({ creatives }) => creatives)) {
        const where = { projectId, platform, level: 'creative' as const, externalId: creative.externalId };
        await manager.update(CampaignNodeEntity, where, looksOf(creative));
      }
    }
    await merge(manager, projectId);
  }

  private async link(projectId: number): Promise<void> {
    const { manager } = this.dataSource;
    if ((await manager.countBy(LinkEntity, { projectId })) > 0) return;
    await manager.insert(
      LinkEntity,
      demoLinks.map((link, at) => ({ ...link, projectId, code: codeOf(projectId, at) })),
    );
  }
}

const codeOf = (projectId: number, at: number) => `demo-${projectId}-${at + 1}`;

function pathsOf({ platform, name, externalId, adGroups }: DemoCampaign): NamedPath[] {
  return adGroups.flatMap((adGroup) =>
    adGroup.creatives.map((creative) => ({
      ...{ platform, campaign: name, campaignId: externalId },
      ...{ adGroup: adGroup.name, adGroupId: adGroup.externalId },
      ...{ creative: creative.name, creativeId: creative.externalId },
    })),
  );
}

function looksOf({ type, text, tags, audience }: Creative): Partial<CampaignNodeEntity> {
  return { type, text, tags, audience };
}

/** Campaigns that share the UTM value of another one count for it. */
async function merge(manager: EntityManager, projectId: number): Promise<void> {
  for (const { name, countsFor } of demoCampaigns) {
    if (countsFor === undefined) continue;
    const into = await manager.findOneByOrFail(CampaignNodeEntity, { projectId, name: countsFor });
    await manager.update(CampaignNodeEntity, { projectId, name }, { mergedInto: into.id });
  }
}
