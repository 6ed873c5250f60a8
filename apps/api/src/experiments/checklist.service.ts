import type { Check, CheckName } from '@groundswell/contracts';
import { ExperimentEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Not, Repository } from 'typeorm';

/** What is looked at before a start. */
@Injectable()
export class ChecklistService {
  constructor(@InjectRepository(ExperimentEntity) private readonly rows: Repository<ExperimentEntity>) {}

  async checks(experiment: ExperimentEntity): Promise<Check[]> {
    return [goalCheck(experiment), hypothesisCheck(experiment), await this.overlapCheck(experiment)];
  }

  /** Others that run may change the same people; what they share a layer or a holdout with cannot. */
  private async overlapCheck({ id, projectId, assignment, kind }: ExperimentEntity): Promise<Check> {
    const running = await this.rows.findBy({ projectId, state: 'running', kind: 'test', id: Not(id) });
    const others = running.filter(
      (other) => !assignment.layer || other.assignment.layer?.id !== assignment.layer.id,
    );
    if (kind === 'holdout' || others.length === 0)
      return passed('overlap', 'Nobody is in another running test at the same time.');
    const names = others.map(({ name }) => `"${name}"`).join(', ');
    return warning(
      'overlap',
      `People may be in ${names} too. Where they change the same thing, put them into one layer.`,
    );
  }
}

function goalCheck({ metrics }: ExperimentEntity): Check {
  return metrics.some(({ role }) => role === 'goal')
    ? passed('goal', 'It has a goal metric.')
    : blocking('goal', 'It has no goal metric. Choose the one that the verdict is about.');
}

function hypothesisCheck({ hypothesis }: ExperimentEntity): Check {
  return hypothesis !== ''
    ? passed('hypothesis', 'The hypothesis is written down.')
    : warning('hypothesis', 'There is no hypothesis. Say what is expected to change, and why.');
}

export const passed = (check: CheckName, detail: string): Check => ({ check, outcome: 'passed', detail });
export const warning = (check: CheckName, detail: string): Check => ({ check, outcome: 'warning', detail });
export const blocking = (check: CheckName, detail: string): Check => ({ check, outcome: 'blocking', detail });
