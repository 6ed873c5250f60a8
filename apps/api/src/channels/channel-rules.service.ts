import {
  CHANNEL_NAMES,
  CHANNEL_RULES,
  decideChannel,
  foreignHost,
  seenByRules,
} from '@groundswell/attribution';
import type { ChannelName, ChannelRule, ChannelRuleSet, ChannelTrial } from '@groundswell/contracts';
import { campaignOf } from '@groundswell/ingestion';
import { ProblemException } from '@groundswell/platform';
import { ProjectEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';

export interface ChannelRulesView {
  isDefault: boolean;
  rules: ChannelRule[];
  names: ChannelName[];
  ownNames: ChannelName[];
  version: number;
}

/** Which channel arrivals of a project are of. Rules are applied when a question is asked, so a change is one of the past, too. */
@Injectable()
export class ChannelRulesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  view({ channelRuleSet, version }: ProjectEntity): ChannelRulesView {
    const { rules, names } = channelRuleSet ?? { rules: CHANNEL_RULES, names: [] };
    return {
      isDefault: channelRuleSet === null,
      rules: [...rules],
      names: withOwn(names),
      ownNames: names,
      version,
    };
  }

  /**
   * @param set null: those of the product
   * @throws ProblemException 409 when the version is not the latest
   */
  async change(
    projectId: number,
    set: ChannelRuleSet | null,
    version: number | undefined,
    caller: Principal,
  ): Promise<ChannelRulesView> {
    const saved = await this.dataSource.transaction(async (manager) => {
      const project = await manager.findOneOrFail(ProjectEntity, {
        where: { id: projectId },
        lock: { mode: 'pessimistic_write' },
      });
      if (version !== undefined && version !== project.version) throw stale(project.version);
      const verb = set === null ? 'channelRules.reset' : 'channelRules.update';
      await this.audit.record(caller, projectId, verb, 'channelRules', { ...set }, manager);
      return manager.save(Object.assign(project, { channelRuleSet: set }));
    });
    return this.view(saved);
  }

  /** What the rules make of somebody who comes from `referrer` to `url`. */
  trial(url: string, referrer: string, rules: readonly ChannelRule[] | undefined): ChannelTrial {
    const seen = seenByRules({
      ...{ utmSource: '', utmMedium: '', utmCampaign: '', utmContent: '', utmTerm: '', clickIds: {} },
      ...defined(campaignOf(undefined, url)),
      referrerHost: foreignHost(referrer, url),
      page: url,
    });
    const { isDirect: _, ...shown } = seen;
    return { ...decideChannel(seen, rules), seen: shown };
  }
}

/** Names of the project go before those of the product. */
function withOwn(own: readonly ChannelName[]): ChannelName[] {
  const keys = new Set(own.map(({ key }) => key));
  return [...own, ...CHANNEL_NAMES.filter(({ key }) => !keys.has(key))];
}

const defined = <T extends object>(some: T) =>
  Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };

function stale(latest: number): ProblemException {
  const message = `is not the latest version: the project was changed meanwhile and is at version ${latest}`;
  return new ProblemException(409, `version ${message}. Read the rules again and repeat the change.`, [
    { path: 'version', message },
  ]);
}
