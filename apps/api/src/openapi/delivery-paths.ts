import type { OpenAPIObject } from '@nestjs/swagger';

type Paths = OpenAPIObject['paths'];

const text = { type: 'string' as const };
const clientKey = { name: 'clientKey', in: 'path' as const, required: true, schema: text };
const json = (description: string, properties: object) => ({
  description,
  content: { 'application/json': { schema: { type: 'object' as const, properties } } },
});
const refused = {
  '401': { description: 'There is no such client key, or it was revoked.' },
  '429': { description: 'Too many requests from this address.' },
  '503': { description: 'Not known here while PostgreSQL is away; keep what you have.' },
};
const payload = { status: { type: 'integer' }, features: { type: 'object' }, dateUpdated: text };
const context = { description: 'Attributes; `targetingKey` is the `id` of GrowthBook.', type: 'object' };
const result = { key: text, value: {}, reason: text, variant: text, metadata: { type: 'object' } };
const tags = ['Flags'];

/** Routes by client key, which Nest does not know of: they are made to be quick and have no session. */
export const DELIVERY_PATHS = {
  '/api/features/{clientKey}': {
    get: {
      tags,
      summary: 'Payload of GrowthBook SDKs, with ETag.',
      parameters: [clientKey],
      responses: {
        '200': json('Flags and experiments of the environment of the key.', payload),
        '304': { description: 'As `If-None-Match` says.' },
        '403': { description: 'The key gives out no rules: use /api/eval or OFREP.' },
        ...refused,
      },
    },
  },
  '/api/eval/{clientKey}': {
    post: {
      tags,
      summary: 'Remote evaluation of GrowthBook SDKs.',
      parameters: [clientKey],
      requestBody: json('Of one person.', {
        attributes: { type: 'object' },
        forcedVariations: { type: 'object' },
        url: text,
      }),
      responses: { '200': json('What the flags come to, and which exposures that is.', payload), ...refused },
    },
  },
  '/sub/{clientKey}': {
    get: {
      tags,
      summary:
        'Server-sent events: `features` (GrowthBook), or with `?for=ofrep` messages `refetchEvaluation`.',
      parameters: [clientKey],
      responses: {
        '200': {
          description: 'Open until either side ends it.',
          content: { 'text/event-stream': { schema: text } },
        },
        ...refused,
      },
    },
  },
  '/ofrep/v1/evaluate/flags/{key}': {
    post: {
      tags,
      summary:
        'OFREP: one flag; client key as bearer token or X-API-Key. An exposure, where it is by an experiment.',
      parameters: [{ name: 'key', in: 'path', required: true, schema: text }],
      requestBody: json('Of one person.', { context }),
      responses: {
        '200': json('Its value, and why.', result),
        '404': { description: 'FLAG_NOT_FOUND, also where the flag is off.' },
        ...refused,
      },
    },
  },
  '/ofrep/v1/evaluate/flags': {
    post: {
      tags,
      summary: 'OFREP: all flags, with an ETag of what they come to. No exposure.',
      requestBody: json('Of one person.', { context }),
      responses: {
        '200': json('Flags, and where changes are told.', {
          flags: { type: 'array', items: { type: 'object', properties: result } },
        }),
        '304': { description: 'As `If-None-Match` says.' },
        ...refused,
      },
    },
  },
} as unknown as Paths;
