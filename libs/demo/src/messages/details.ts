import { dayIndexOf } from '../calendar/calendar.js';
import type { Random } from '../random/random.js';
import { Weighted } from '../random/weighted.js';

const RELEASE_DAY = dayIndexOf('2024-03-18');
const LONG_CONTEXT_SHARE = 0.24;

const FILE_TYPES = ['pdf', 'docx', 'xlsx', 'pptx', 'txt', 'png'] as const;
const fileTypes = new Weighted([52, 21, 8, 8, 7, 4]);

/** `tokens`: of the message and its answer together. */
export function messageDetails(day: number, random: Random): Record<string, unknown> {
  const isLong = day >= RELEASE_DAY && random.chance(LONG_CONTEXT_SHARE);
  if (!isLong) return { tokens: 60 + Math.round(random.exponential(900)), model: modelOn(day) };
  return {
    tokens: 24_000 + Math.round(random.exponential(60_000)),
    model: 'lumen-1-long',
    feature: 'long_context',
  };
}

function modelOn(day: number): string {
  return day < RELEASE_DAY ? 'lumen-1' : 'lumen-1.5';
}

export function fileDetails(day: number, random: Random): Record<string, unknown> {
  const mean = day < RELEASE_DAY ? 14 : 38;
  return { type: FILE_TYPES[fileTypes.draw(random)], pages: 1 + Math.round(random.exponential(mean)) };
}

const INVITE_CHANNELS = ['wechat', 'wechat', 'wechat', 'link', 'qr'] as const;
export const inviteChannel = (random: Random) => random.of(INVITE_CHANNELS);
