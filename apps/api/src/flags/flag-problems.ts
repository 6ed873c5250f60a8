import { conditionProblems } from '@groundswell/assignment';
import type {
  FlagDefinition,
  FlagRule,
  FlagType,
  Prerequisite,
  Problem,
  RolloutRule,
} from '@groundswell/contracts';
import { Ajv } from 'ajv';

export type FieldProblem = NonNullable<Problem['errors']>[number];

/** What is wrong with a value; null: nothing. */
type CheckValue = (value: unknown) => string | null;

/** What is wrong with a flag by itself, without looking at others of its project. */
export function flagProblems(flag: FlagDefinition): FieldProblem[] {
  const { check, problems } = valueCheck(flag);
  return [
    ...problems,
    ...valueProblem(check, flag.defaultValue, 'defaultValue'),
    ...prerequisiteProblems(flag, flag.prerequisites, 'prerequisites'),
    ...repeatedIds(flag.rules),
    ...flag.rules.flatMap((rule, index) => ruleProblems(flag, rule, `rules.${index}`, check)),
  ];
}

const TYPES: Record<Exclude<FlagType, 'json'>, CheckValue> = {
  boolean: (value) => (typeof value === 'boolean' ? null : 'must be true or false'),
  string: (value) => (typeof value === 'string' ? null : 'must be text'),
  number: (value) => (typeof value === 'number' && Number.isFinite(value) ? null : 'must be a number'),
};
const anyJson: CheckValue = (value) => (value === undefined ? 'must be a JSON value' : null);

function valueCheck({ type, schema }: FlagDefinition): { check: CheckValue; problems: FieldProblem[] } {
  if (type !== 'json') {
    const problems = schema === null ? [] : [{ path: 'schema', message: 'is for flags of the type json' }];
    return { check: TYPES[type], problems };
  }
  if (schema === null) return { check: anyJson, problems: [] };
  try {
    return { check: checkBySchema(schema), problems: [] };
  } catch (error) {
    const message = `is not a JSON Schema (draft 7): ${error instanceof Error ? error.message.slice(0, 300) : ''}`;
    return { check: anyJson, problems: [{ path: 'schema', message }] };
  }
}

function checkBySchema(schema: Record<string, unknown>): CheckValue {
  const ajv = new Ajv({ strict: false, allErrors: false });
  const validate = ajv.compile(schema);
  return (value) => {
    if (value === undefined) return anyJson(value);
    return validate(value)
      ? null
      : `does not fit the schema: ${ajv.errorsText(validate.errors, { dataVar: 'value' })}`;
  };
}

function valueProblem(check: CheckValue, value: unknown, path: string): FieldProblem[] {
  const message = check(value);
  return message === null ? [] : [{ path, message }];
}

function prerequisiteProblems(
  flag: FlagDefinition,
  all: readonly Prerequisite[],
  path: string,
): FieldProblem[] {
  return all.flatMap(({ key, condition }, index) => [
    ...(key === flag.key ? [{ path: `${path}.${index}.key`, message: 'a flag cannot wait for itself' }] : []),
    ...conditionProblems(condition, `${path}.${index}.condition`),
  ]);
}

function repeatedIds(rules: readonly FlagRule[]): FieldProblem[] {
  const ids = rules.map(({ id }) => id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [{ path: `rules.${index}.id`, message: `"${id}" is the id of another rule, too` }]
      : [],
  );
}

function ruleProblems(flag: FlagDefinition, rule: FlagRule, path: string, check: CheckValue): FieldProblem[] {
  return [
    ...conditionProblems(rule.condition, `${path}.condition`),
    ...prerequisiteProblems(flag, rule.prerequisites, `${path}.prerequisites`),
    ...scheduleProblems(rule, path),
    ...(rule.kind === 'experiment' ? [] : valueProblem(check, rule.value, `${path}.value`)),
    ...(rule.kind === 'rollout' ? [...stepProblems(rule.steps, path), ...guardProblems(rule, path)] : []),
    ...(rule.kind === 'experiment'
      ? Object.entries(rule.values).flatMap(([key, value]) =>
          valueProblem(check, value, `${path}.values.${key}`),
        )
      : []),
  ];
}

function scheduleProblems({ from, to }: FlagRule, path: string): FieldProblem[] {
  const isEmpty = from !== null && to !== null && Date.parse(from) >= Date.parse(to);
  return isEmpty ? [{ path: `${path}.to`, message: 'must be after "from"' }] : [];
}

function guardProblems({ guard }: RolloutRule, path: string): FieldProblem[] {
  const ids = guard?.metrics.map(({ metricId }) => metricId) ?? [];
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [{ path: `${path}.guard.metrics.${index}.metricId`, message: `metric ${id} is there already` }]
      : [],
  );
}

function stepProblems(steps: readonly { at: string }[], path: string): FieldProblem[] {
  return steps.flatMap(({ at }, index) =>
    index > 0 && Date.parse(at) <= Date.parse(steps[index - 1]!.at)
      ? [{ path: `${path}.steps.${index}.at`, message: 'must be after the step before' }]
      : [],
  );
}
