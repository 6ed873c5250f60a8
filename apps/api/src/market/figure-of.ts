import { isDamaged } from '@groundswell/contracts';
import type { PanelFigure } from '@groundswell/postgres';
import { z } from 'zod';
import { isStorable } from '../http/storable-text.js';

const LONGEST = { subject: 200, metric: 100, source: 200 } as const;
const NUMBER = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;

/** A figure from the cells of a row, or in words why it is none. */
export function figureOf(row: Record<string, string>): PanelFigure | string {
  const { subject = '', metric = '', source = '' } = row;
  for (const [name, most] of Object.entries(LONGEST)) {
    const problem = textProblem(name, row[name] ?? '', most);
    if (problem !== null) return problem;
  }
  const date = dateOf(row.date ?? '');
  if (date === null) return `date ${quoted(row.date)} is not a day as YYYY-MM-DD or a month as YYYY-MM`;
  const value = valueOf(row.value ?? '');
  if (value === null)
    return `value ${quoted(row.value)} is not a number of 0 or more, such as 23300 or 1,234.5`;
  return { subject, metric, date, value, source };
}

function textProblem(name: string, text: string, most: number): string | null {
  if (text === '') return `${name} is empty`;
  if (text.length > most) return `${name} is longer than ${most} characters`;
  if (isDamaged(text)) return `${name} holds a character that cannot be read: save the file as "CSV UTF-8"`;
  return isStorable(text) ? null : `${name} holds a character that cannot be stored`;
}

/** A month is its first day. */
function dateOf(text: string): string | null {
  const date = /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text;
  return z.iso.date().safeParse(date).success ? date : null;
}

function valueOf(text: string): number | null {
  const value = NUMBER.test(text) ? Number(text.replaceAll(',', '')) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

const quoted = (text = '') => JSON.stringify(text.slice(0, 50));
