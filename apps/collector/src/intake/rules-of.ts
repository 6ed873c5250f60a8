import { compileRules, type ProjectRules } from '@groundswell/ingestion';
import type { KeyedProject } from '@groundswell/postgres';

const compiled = new WeakMap<KeyedProject, ProjectRules>();

/** The rules of a project, made ready once for each time that it is read. */
export function rulesOf(project: KeyedProject): ProjectRules {
  const known = compiled.get(project);
  if (known) return known;
  const rules = compileRules(project, project.hashSecret);
  compiled.set(project, rules);
  return rules;
}
