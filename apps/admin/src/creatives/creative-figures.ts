import type { CampaignPerformanceRow } from '@groundswell/contracts';
import type { Formatter } from '../i18n/format.js';

type Figure = readonly [name: string, text: (row: CampaignPerformanceRow, format: Formatter) => string];

/** From here on what follows the point says nothing, and takes the place of figures. */
const WHOLE_FROM = 1_000;
const SPEND: Figure = [
  'spend',
  ({ spend }, format) =>
    spend !== null && spend >= WHOLE_FROM ? format.number(Math.round(spend)) : format.decimal(spend),
];
const IMPRESSIONS: Figure = ['impressions', ({ impressions }, format) => format.number(impressions)];
const CLICKS: Figure = ['clicks', ({ clicks }, format) => format.number(clicks)];
const RATE: Figure = ['rate', ({ ctr }, format) => format.percent(ctr, 2)];
const SIGNUPS: Figure = ['signups', ({ signups }, format) => format.number(Math.round(signups * 10) / 10)];
const CAC: Figure = ['cac', ({ cac }, format) => format.decimal(cac)];
const ROAS7: Figure = ['roas7', ({ roas }, format) => format.percent(roas['7'], 1)];
const D1: Figure = ['d1', ({ retention }, format) => format.percent(retention['1'])];
const D7: Figure = ['d7', ({ retention }, format) => format.percent(retention['7'])];

/** In two rows of four, as they are read: what it cost and brought, what that was worth. */
export const CARD_FIGURES: readonly Figure[] = [SPEND, IMPRESSIONS, RATE, SIGNUPS, CAC, ROAS7, D1, D7];
export const ALL_FIGURES: readonly Figure[] = [
  ...[SPEND, IMPRESSIONS, CLICKS, RATE],
  ['cpm', ({ cpm }, format) => format.decimal(cpm)],
  ['cpc', ({ cpc }, format) => format.decimal(cpc)],
  ...[SIGNUPS, CAC, ROAS7],
  ['roas30', ({ roas }, format) => format.percent(roas['30'], 1)],
  ...[D1, D7],
  ['d30', ({ retention }, format) => format.percent(retention['30'])],
];
