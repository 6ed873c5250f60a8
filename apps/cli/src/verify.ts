import type { VerificationLine, VerificationReport, VerifiedDay } from '@groundswell/contracts';
import type { ApiClient } from './api-client.js';
import { findProject } from './import/import-file.js';

export interface VerifyOptions {
  project?: string;
  repair?: boolean;
}

/**
 * Holds what is stored to the log, and rollups to raw events, of one project or of all.
 * @throws Error when something differs (after the repair, where one was asked for)
 */
export async function verify(client: ApiClient, { project, repair = false }: VerifyOptions): Promise<void> {
  const ids = project === undefined ? await allProjects(client) : [await findProject(client, project)];
  let wrong = 0;
  for (const id of ids) {
    const report = await verifyOne(client, id, repair);
    if (report.repaired) print(report.repaired, 'before the repair');
    print(report, report.repaired ? 'after it' : '');
    if (report.differs) wrong++;
  }
  if (wrong > 0) {
    const hint = repair
      ? 'what is left cannot be repaired from the log'
      : '--repair mends what the log still holds';
    throw new Error(`${wrong} of ${ids.length} projects differ; ${hint}.`);
  }
}

async function allProjects(client: ApiClient): Promise<number[]> {
  const { data } = await client.get<{ data: { id: number }[] }>('/projects?perPage=1000&sort=id&order=ASC');
  return data.map(({ id }) => id);
}

async function verifyOne(client: ApiClient, id: number, repair: boolean): Promise<VerificationReport> {
  for await (const line of client.lines<VerificationLine>(`/projects/${id}/verification`, { repair })) {
    if ('report' in line) return line.report;
    if ('error' in line) throw new Error(`Project ${id} could not be verified: ${line.error}`);
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[KProject ${id}: ${line.progress}`);
  }
  throw new Error(`The verification of project ${id} was cut off before its end.`);
}

function print(report: VerificationReport, when: string): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const { projectId, logged, stored, missing, duplicates, differs, logIsWhole } = report;
  const verdict = differs ? 'DIFFERS' : 'right';
  console.log(
    `Project ${projectId}${when && ` ${when}`}: ${verdict}. ${logged} message ids in the log, ${stored} raw events, ` +
      `${missing} missing, ${duplicates} twice.${logIsWhole ? '' : ' The log no longer holds its beginning.'}`,
  );
  for (const { table, part, message } of report.brokenParts)
    console.log(`  broken part ${part} of ${table}: ${message}`);
  for (const day of report.days) console.log(`  ${day.day}  ${sentences(day).join(', ')}`);
}

function sentences({ missing, duplicates, unknownIds, rollups }: VerifiedDay): string[] {
  const counts: [number, string][] = [
    [missing, 'in the log and not stored'],
    [duplicates, 'stored twice'],
    [unknownIds, 'stored without their message id'],
  ];
  return [
    ...counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`),
    ...rollups.map(({ table, missing, extra }) => `${table}: ${missing} people lacking, ${extra} too many`),
  ];
}
