import {
  type Acceptance,
  applyProjectRules,
  type Connection,
  CountryOfIp,
  type Sender,
} from '@groundswell/ingestion';
import type { KeyedProject } from '@groundswell/postgres';
import { rulesOf } from './rules-of.js';

let countries: CountryOfIp | undefined;

/** An accepted event as its project wants it in the log; refusals stay as they are. */
export function withRules(
  result: Acceptance,
  sender: () => Sender,
  connection: Connection,
  project: KeyedProject,
): Acceptance {
  if (!result.ok) return result;
  countries ??= new CountryOfIp();
  const event = applyProjectRules(result.event, sender(), connection, rulesOf(project), countries);
  return { ok: true, event };
}
