import { ProblemException } from '@groundswell/platform';
import type { PipeTransform } from '@nestjs/common';
import { parseId } from './parse-id.js';

/** Reads a numeric id of the path; anything else cannot exist and is a 404. */
export function idParam(what: string): PipeTransform<string, number> {
  return {
    transform(text) {
      const id = parseId(text);
      if (id === null) throw new ProblemException(404, `There is no ${what} "${text.slice(0, 50)}".`);
      return id;
    },
  };
}

/** The same for PostgreSQL's `bigint` ids, kept as text. */
export function bigIdParam(what: string): PipeTransform<string, string> {
  return {
    transform(text) {
      if (/^[1-9]\d{0,17}$/.test(text)) return text;
      throw new ProblemException(404, `There is no ${what} "${text.slice(0, 50)}".`);
    },
  };
}
