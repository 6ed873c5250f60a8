import {
  type AdNetwork,
  type ConversionRule,
  NETWORK_CREDENTIALS,
  NETWORK_SETTINGS,
} from '@groundswell/contracts';
import type { Destination } from './types.js';

export interface RuleDraft {
  key: string;
  event: string;
  name: string;
  /** Without `properties.`. */
  valueProperty: string;
  currency: string;
  /** What the form does not show, as it was. */
  rest: Partial<ConversionRule>;
}

export interface DestinationForm {
  network: AdNetwork;
  name: string;
  settings: Record<string, string>;
  credentials: Record<string, string>;
  rules: RuleDraft[];
  asksConsent: boolean;
  consentProperty: string;
  maxAgeDays: string;
  phoneCountry: string;
  baseUrl: string;
  testMode: boolean;
  includeImports: boolean;
}

export interface DestinationBody {
  network: AdNetwork;
  name: string;
  settings: Record<string, string>;
  credentials: Record<string, string>;
  rules: ConversionRule[];
  consentProperty: string | null;
  maxAgeDays: number | null;
  phoneCountry: string | null;
  baseUrl: string | null;
  testMode: boolean;
  includeImports: boolean;
  enabled: boolean;
}

interface FieldSpec {
  name: string;
  isOptional: boolean;
}

/** The fields that a network asks for, as its schema names them. */
const fieldsOf = (schema: { shape: Record<string, unknown> }): FieldSpec[] =>
  Object.entries(schema.shape).map(([name, field]) => ({
    name,
    isOptional: (field as { safeParse(value: unknown): { success: boolean } }).safeParse(undefined).success,
  }));
export const settingsFields = (network: AdNetwork) => fieldsOf(NETWORK_SETTINGS[network]);
export const credentialFields = (network: AdNetwork) => fieldsOf(NETWORK_CREDENTIALS[network]);

export const newRule = (): RuleDraft => ({
  ...{ key: Math.random().toString(36).slice(2), event: '', name: '', valueProperty: '', currency: '' },
  rest: {},
});

const PROPERTY = 'properties.';

export function formOf(destination: Destination | null): DestinationForm {
  return {
    network: destination?.network ?? 'meta',
    name: destination?.name ?? '',
    settings: destination?.settings ?? {},
    credentials: {},
    rules: destination?.rules.map(draftOf) ?? [newRule()],
    asksConsent: destination === null || destination.consentProperty !== null,
    consentProperty: destination?.consentProperty ?? (destination ? '' : 'person.ad_consent'),
    maxAgeDays: destination?.maxAgeDays ? String(destination.maxAgeDays) : '',
    phoneCountry: destination?.phoneCountry ?? '',
    baseUrl: destination?.baseUrl ?? '',
    testMode: destination?.testMode ?? false,
    includeImports: destination?.includeImports ?? false,
  };
}

function draftOf(rule: ConversionRule): RuleDraft {
  const { event, name, valueProperty, currency, ...rest } = rule;
  const value = valueProperty?.slice(PROPERTY.length) ?? '';
  return { ...newRule(), event, name, valueProperty: value, currency: currency ?? '', rest };
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
const filled = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));

/** Of a destination that there is: without credentials, unless some were typed in. */
export function bodyOf(
  form: DestinationForm,
  destination: Destination | null,
): Omit<DestinationBody, 'enabled'> | Omit<DestinationBody, 'enabled' | 'network' | 'credentials'> {
  const credentials = filled(form.credentials);
  const shared = {
    name: form.name.trim(),
    settings: filled(form.settings),
    rules: form.rules.map(ruleOf),
    consentProperty: form.asksConsent ? form.consentProperty.trim() : null,
    maxAgeDays: form.maxAgeDays === '' ? null : Number(form.maxAgeDays),
    phoneCountry: orNull(form.phoneCountry.toUpperCase()),
    baseUrl: orNull(form.baseUrl),
    testMode: form.testMode,
    includeImports: form.includeImports,
  };
  if (destination === null) return { ...shared, network: form.network, credentials };
  return Object.keys(credentials).length > 0 ? { ...shared, credentials } : shared;
}

function ruleOf({ event, name, valueProperty, currency, rest }: RuleDraft): ConversionRule {
  const value = valueProperty.trim().replace(/^properties\./, '');
  return {
    currencyProperty: null,
    ...rest,
    event: event.trim(),
    name: name.trim(),
    valueProperty: value === '' ? null : `${PROPERTY}${value}`,
    currency: orNull(currency.toUpperCase()),
  };
}
