import { ProblemException } from '@groundswell/platform';
import { zodProblem } from '../http/zod-problem.js';
import { SpendFileDto, type SpendFileOptions, spendOptionsSchema } from './spend.dto.js';

/** The file as a body, text or the bytes of a workbook, with options in the address, or as fields of JSON. @throws ProblemException 400 */
export function spendFileOf(
  body: unknown,
  query: Record<string, string>,
): { file: Uint8Array | string; options: SpendFileOptions } {
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    const { mapping, ...rest } = query;
    const parsed = spendOptionsSchema.safeParse({ ...rest, ...(mapping && { mapping: jsonOf(mapping) }) });
    if (!parsed.success) throw zodProblem(parsed.error);
    if (body.length === 0 || (typeof body === 'string' && body.trim() === ''))
      throw new ProblemException(400, 'The file is empty.').coded('file_empty');
    return { file: body, options: parsed.data };
  }
  const parsed = SpendFileDto.schema.safeParse(body ?? {});
  if (!parsed.success) throw zodProblem(parsed.error);
  const { csv, base64, ...options } = parsed.data;
  if ((csv === undefined) === (base64 === undefined)) {
    const message = 'give the file as csv (text) or as base64 (bytes), one of them';
    throw new ProblemException(400, `csv: ${message}.`, [{ path: 'csv', message }]);
  }
  return { file: csv ?? Buffer.from(base64!, 'base64'), options };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemException(400, 'mapping must be JSON, e.g. {"day":"Date","cost":"Spend"}.', [
      { path: 'mapping', message: 'must be JSON' },
    ]);
  }
}
