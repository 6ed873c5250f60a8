import { type ValidateFunction, Ajv2020 } from 'ajv/dist/2020.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- a document that came over the wire */
type Schema = any;

/** Whether an answer of the query route is as the OpenAPI document says, with no field that it does not tell of. */
export class DescribedAnswers {
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly schemas: Record<string, Schema>;

  constructor(document: Schema) {
    // What is described is all that there may be; references stay as they are.
    this.schemas = closed(document.components.schemas);
  }

  /** @throws Error that names each field which is not as it is described */
  check(answer: { kind: string }): void {
    const validate = this.validatorOf(answer.kind);
    const isSo: boolean = validate(answer);
    if (isSo) return;
    const faults = (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
    throw new Error(`An answer of kind ${answer.kind} is not as openapi.json says:\n${faults.join('\n')}`);
  }

  private validatorOf(kind: string): ValidateFunction {
    const known = this.validators.get(kind);
    if (known) return known;
    const name = `${kind[0]!.toUpperCase()}${kind.slice(1)}AnswerDto`;
    const found = Object.keys(this.schemas).find((one) => one.replace(/_Output$/, '') === name);
    if (found === undefined) throw new Error(`openapi.json has no ${name}`);
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    const validate = ajv.compile({
      $ref: `#/components/schemas/${found}`,
      components: { schemas: this.schemas },
    });
    this.validators.set(kind, validate);
    return validate;
  }
}

function closed(schema: Schema): Schema {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return typeof schema.properties === 'object' && schema.type === 'object'
    ? { ...inner, additionalProperties: schema.additionalProperties || false }
    : inner;
}
