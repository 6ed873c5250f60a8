import { analysisSettingsSchema, assignmentSchema, metricDefinitionSchema } from '@groundswell/contracts';
import { demoDayOf, type DemoTrial, demoTrials, startOfDemoDay } from '@groundswell/demo';
import { ExperimentEntity, MetricEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What the demo's experiments are read by, beside the goal of each. */
const SHARED = [
  { name: 'Back on the next day', definition: { type: 'retention', of: {}, days: [1, 1] } },
  {
    name: 'Messages in the first week',
    definition: { type: 'count', of: { event: 'Message Sent' }, windowHours: 168 },
  },
];
const MARGIN = 0.1;

/** Experiments of the simulated product, as its team would have kept them. */
@Injectable()
export class DemoExperiments {
  constructor(private readonly dataSource: DataSource) {}

  /** Whether the project has no experiment: a version that knew of none loaded it. Whoever kept one has decided. */
  async isMissing(projectId: number): Promise<boolean> {
    return !(await this.dataSource.manager.existsBy(ExperimentEntity, { projectId }));
  }

  /** Run again it adds nothing. */
  provide(projectId: number): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      if (await manager.existsBy(ExperimentEntity, { projectId })) return;
      const [back, messages] = [
        await metric(manager, projectId, SHARED[0]!),
        await metric(manager, projectId, SHARED[1]!),
      ];
      for (const trial of demoTrials) {
        const { name, event } = trial.goal;
        const definition = { type: 'proportion', of: { event }, windowHours: 24 };
        const goal = await metric(manager, projectId, { name, definition });
        const row = manager.create(ExperimentEntity, {
          ...experimentOf(trial),
          projectId,
          metrics: [
            { metricId: goal, role: 'goal' },
            { metricId: messages, role: 'secondary' },
            { metricId: back, role: 'guardrail', margin: MARGIN },
          ],
        });
        await manager.save(row);
      }
    });
  }
}

async function metric(
  manager: EntityManager,
  projectId: number,
  { name, definition }: { name: string; definition: object },
): Promise<number> {
  const known = await manager.findOneBy(MetricEntity, { projectId, name });
  if (known) return known.id;
  const row = manager.create(MetricEntity, {
    ...{ projectId, name },
    definition: metricDefinitionSchema.parse(definition),
  });
  return (await manager.save(row)).id;
}

const midnight = (date: string, later = 0) => new Date(startOfDemoDay(demoDayOf(date) + later));

function experimentOf(trial: DemoTrial): Partial<ExperimentEntity> {
  const { key, name, template, hypothesis, from, to, coverage, variations, plannedPeople, decision } = trial;
  const stoppedAt = to === null ? null : midnight(to, 1);
  return {
    ...{ key, name, template, hypothesis, kind: 'test' },
    state: decision?.isArchived ? 'archived' : stoppedAt ? 'stopped' : 'running',
    variations: variations.map((one) => ({ key: one.key, name: one.name, weight: 0.5 })),
    assignment: assignmentSchema.parse({ coverage }),
    settings: analysisSettingsSchema.parse({ minimumEffect: 0.1 }),
    planned: { people: plannedPeople, days: null, peoplePerDay: null },
    startedAt: midnight(from),
    stoppedAt,
    archivedAt: decision?.isArchived ? stoppedAt : null,
    verdict: decision?.verdict ?? null,
    shippedVariation: decision?.shipped ?? null,
    verdictReason: decision?.reason ?? '',
    learned: decision?.learned ?? '',
  };
}
