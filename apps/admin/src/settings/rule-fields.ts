import type { InternalRule, PrivacyRule } from '@groundswell/contracts';

/** What a rule of internal traffic looks at; a property has a name beside it. */
export const INTERNAL_KINDS = ['userId', 'emailDomain', 'ip', 'property'] as const;
export type InternalKind = (typeof INTERNAL_KINDS)[number];

const PROPERTY = 'properties.';

export function kindOf({ field }: InternalRule): InternalKind {
  if (field === 'userId' || field === 'emailDomain' || field === 'ip') return field;
  return 'property';
}

export const propertyOf = ({ field }: InternalRule) => field.slice(PROPERTY.length);
export const fieldOf = (name: string) => `${PROPERTY}${name.trim()}`;

/** A rule turned to another kind; one operator fits addresses and domains. */
export function ofKind(rule: InternalRule, kind: InternalKind): InternalRule {
  if (kind === 'ip') return { ...rule, field: 'ip', operator: 'inRange' };
  if (kind === 'emailDomain') return { ...rule, field: 'emailDomain', operator: 'equals' };
  const operator = rule.operator === 'inRange' ? 'equals' : rule.operator;
  return { ...rule, field: kind === 'userId' ? 'userId' : PROPERTY, operator };
}

export type PrivacyPlace = 'properties' | 'traits';

export function placeOf({ path }: PrivacyRule): PrivacyPlace {
  return path.startsWith('traits.') ? 'traits' : 'properties';
}
export const nameOf = ({ path }: PrivacyRule) => path.slice(path.indexOf('.') + 1);
export const pathOf = (place: PrivacyPlace, name: string) => `${place}.${name.trim()}`;
