import type { Flag, FlagDraft, FlagRule, FlagType, Prerequisite, RolloutGuard } from '@groundswell/contracts';
import { FLAG_TYPES, keySchema } from '@groundswell/contracts';
import { v4 as uuidv4 } from 'uuid';

/** What is waited for, as it is typed. */
export interface PrerequisiteForm {
  key: string;
  condition: string;
}

/** A rule as it is typed; `kept`: what this form only passes on. */
export interface RuleForm {
  id: string;
  description: string;
  enabled: boolean;
  kind: FlagRule['kind'];
  value: string;
  condition: string;
  /** Per cent. */
  coverage: string;
  from: string;
  to: string;
  steps: { at: string; coverage: string }[];
  /** Of a roll-out; null: nobody watches what it does. */
  guard: RolloutGuard | null;
  /** Empty: all of them. */
  environments: string[];
  cohortIds: number[];
  prerequisites: PrerequisiteForm[];
  experimentId: number | null;
  /** By keys of variations. */
  values: Record<string, string>;
  kept: FlagRule | null;
}

export interface FlagForm {
  key: string;
  type: FlagType;
  description: string;
  defaultValue: string;
  schema: string;
  prerequisites: PrerequisiteForm[];
  rules: RuleForm[];
}

export const TYPES = FLAG_TYPES;
const NEUTRAL: Record<FlagType, string> = { boolean: 'false', string: '', number: '0', json: '{}' };
export const neutralValue = (type: FlagType): string => NEUTRAL[type];

export function formOf(flag: Flag | null): FlagForm {
  if (!flag)
    return {
      ...{ key: '', type: 'boolean', description: '', defaultValue: 'false', schema: '' },
      ...{ prerequisites: [], rules: [] },
    };
  const { key, type, description, defaultValue, schema, prerequisites, rules } = flag;
  return {
    key,
    type,
    description,
    defaultValue: textOf(type, defaultValue),
    schema: schema ? JSON.stringify(schema, null, 2) : '',
    prerequisites: (prerequisites ?? []).map(prerequisiteForm),
    rules: rules.map((rule) => ruleForm(type, rule)),
  };
}

/** Also no rule that was removed had its id: under it is kept what a guarded roll-out came to. */
export function newRule(type: FlagType): RuleForm {
  const value = type === 'boolean' ? 'true' : neutralValue(type);
  return {
    id: `rule-${uuidv4().slice(0, 8)}`,
    ...{ description: '', enabled: true },
    kind: 'force',
    value,
    condition: '',
    coverage: '10',
    from: '',
    to: '',
    steps: [],
    guard: null,
    ...{ environments: [], cohortIds: [], prerequisites: [], experimentId: null, values: {} },
    kept: null,
  };
}

/** By what it is for; one that was given no name by anybody by its place, from 1. */
export function ruleTitle(
  rules: readonly { id: string; description: string }[],
  id: string,
  atPlace: (place: number) => string,
): string {
  const index = rules.findIndex((rule) => rule.id === id);
  const description = rules[index]?.description.trim();
  return description || (index >= 0 && NAMELESS.test(id) ? atPlace(index + 1) : id);
}
const NAMELESS = /^rule-[0-9a-f]{8}$/;

function ruleForm(type: FlagType, rule: FlagRule): RuleForm {
  const isEmpty = Object.keys(rule.condition).length === 0;
  return {
    id: rule.id,
    ...{ description: rule.description, enabled: rule.enabled },
    kind: rule.kind,
    value: rule.kind === 'experiment' ? '' : textOf(type, rule.value),
    condition: isEmpty ? '' : JSON.stringify(rule.condition),
    coverage: rule.kind === 'rollout' ? percent(rule.coverage) : '100',
    from: local(rule.from),
    to: local(rule.to),
    steps:
      rule.kind === 'rollout'
        ? rule.steps.map(({ at, coverage }) => ({ at: local(at), coverage: percent(coverage) }))
        : [],
    guard: rule.kind === 'rollout' ? rule.guard : null,
    environments: rule.environments ?? [],
    cohortIds: rule.cohortIds,
    prerequisites: rule.prerequisites.map(prerequisiteForm),
    experimentId: rule.kind === 'experiment' ? rule.experimentId : null,
    values: rule.kind === 'experiment' ? textsOf(type, rule.values) : {},
    kept: rule,
  };
}

/** The same rules with the one at a place moved up (−1) or down (1). */
export function movedRule(rules: readonly RuleForm[], at: number, by: 1 | -1): RuleForm[] {
  const next = [...rules];
  next.splice(at + by, 0, ...next.splice(at, 1));
  return next;
}

/** Places of the form that cannot be sent as they are: `key`, `defaultValue`, `schema`, `rules.0.value`, … */
export function formProblems(form: FlagForm): Set<string> {
  const wrong = new Set<string>();
  const must = (place: string, holds: boolean) => void (holds || wrong.add(place));
  must('key', keySchema.safeParse(form.key).success);
  must('defaultValue', valueOf(form.type, form.defaultValue) !== undefined);
  must('schema', form.type !== 'json' || form.schema.trim() === '' || isObject(parsed(form.schema)));
  form.prerequisites.forEach((one, at) => must(`prerequisites.${at}`, isWhole(one)));
  form.rules.forEach((rule, index) => {
    rule.prerequisites.forEach((one, at) => must(`rules.${index}.prerequisites.${at}`, isWhole(one)));
    if (rule.kind === 'experiment') {
      must(`rules.${index}.experimentId`, rule.experimentId !== null);
      for (const [key, text] of Object.entries(rule.values))
        must(`rules.${index}.values.${key}`, valueOf(form.type, text) !== undefined);
    } else must(`rules.${index}.value`, valueOf(form.type, rule.value) !== undefined);
    must(`rules.${index}.condition`, rule.condition.trim() === '' || isObject(parsed(rule.condition)));
    must(`rules.${index}.to`, rule.from === '' || rule.to === '' || rule.from < rule.to);
    if (rule.kind !== 'rollout') return;
    must(`rules.${index}.guard`, rule.guard === null || rule.guard.metrics.length > 0);
    must(`rules.${index}.coverage`, shareOf(rule.coverage) !== null);
    rule.steps.forEach(({ at, coverage }, step) => {
      const before = rule.steps[step - 1]?.at ?? '';
      must(`rules.${index}.steps.${step}`, at !== '' && at > before && shareOf(coverage) !== null);
    });
  });
  return wrong;
}

const isWhole = ({ key, condition }: PrerequisiteForm) => key !== '' && isObject(parsed(condition));

const prerequisiteForm = ({ key, condition }: Prerequisite): PrerequisiteForm => ({
  key,
  condition: JSON.stringify(condition),
});

const prerequisiteOf = ({ key, condition }: PrerequisiteForm): Prerequisite => ({
  key,
  condition: parsed(condition) as Record<string, unknown>,
});

const textsOf = (type: FlagType, values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, textOf(type, value)]));

type Written = 'description' | 'schema' | 'defaultValue' | 'prerequisites' | 'rules';

/** Of a form without problems. */
export function draftOf(form: FlagForm): Pick<FlagDraft, Written> {
  const hasSchema = form.type === 'json' && form.schema.trim() !== '';
  return {
    description: form.description.trim(),
    schema: hasSchema ? (parsed(form.schema) as Record<string, unknown>) : null,
    defaultValue: valueOf(form.type, form.defaultValue),
    prerequisites: form.prerequisites.map(prerequisiteOf),
    rules: form.rules.map((rule) => ruleOf(form.type, rule)),
  };
}

function ruleOf(type: FlagType, form: RuleForm): FlagRule {
  const { kept, kind } = form;
  const base = {
    description: form.description.trim(),
    enabled: form.enabled,
    environments: form.environments.length > 0 ? form.environments : null,
    cohortIds: form.cohortIds,
    prerequisites: form.prerequisites.map(prerequisiteOf),
    id: form.id,
    from: instant(form.from),
    to: instant(form.to),
    condition: form.condition.trim() === '' ? {} : (parsed(form.condition) as Record<string, unknown>),
  };
  if (kind === 'experiment') {
    const values = Object.entries(form.values).map(([key, text]) => [key, valueOf(type, text)]);
    return { ...base, kind, experimentId: form.experimentId ?? 0, values: Object.fromEntries(values) };
  }
  const value = valueOf(type, form.value);
  if (kind !== 'rollout') return { ...base, kind: 'force', value };
  const before = kept?.kind === 'rollout' ? kept : null;
  return {
    ...base,
    kind,
    value,
    hashAttribute: before?.hashAttribute ?? 'id',
    seed: before?.seed ?? null,
    guard: form.guard,
    coverage: shareOf(form.coverage) ?? 0,
    steps: form.steps.map(({ at, coverage }) => ({
      at: instant(at) ?? '',
      coverage: shareOf(coverage) ?? 0,
    })),
  };
}

/** Undefined: the text is no value of that type. */
export function valueOf(type: FlagType, text: string): unknown {
  if (type === 'string') return text;
  const value = parsed(text);
  if (type === 'json') return value;
  return typeof value === type ? value : undefined;
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (type: FlagType, value: unknown) =>
  type === 'string' ? String(value) : JSON.stringify(value ?? null);
const percent = (share: number) => String(Number((share * 100).toFixed(4)));
const instant = (text: string) => (text === '' ? null : new Date(text).toISOString());

function shareOf(text: string): number | null {
  const value = Number(text);
  return text.trim() === '' || !(value >= 0 && value <= 100) ? null : value / 100;
}

/** As `<input type="datetime-local">` has it, in the zone of the browser. */
function local(at: string | null): string {
  if (at === null) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
