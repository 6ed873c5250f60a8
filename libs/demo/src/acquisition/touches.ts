import { dayIndexOf } from '../calendar/calendar.js';

/** One way in which people come: an untagged visit, or a creative of a campaign. */
export interface Touch {
  channel:
    'organic' | 'wechat' | 'bilibili' | 'press' | 'referral' | 'douyin' | 'tencent' | 'baidu' | 'google';
  /** Absent for untagged visits. */
  utm?: { source: string; medium: string; name: string; content?: string; term?: string };
  /** Query parameter in which the network puts its click id. */
  clickId?: 'gclid' | 'bd_vid' | 'gdt_vid' | 'clickid';
  referrer?: string;
  /** How long people who came this way stay, 1 as all. */
  loyalty: number;
  /** First and last day of it. */
  from: number;
  to: number;
  /** How often, by end: web, app, mini-program. */
  weights: readonly [number, number, number];
  /** Mostly outside the mainland. */
  abroad?: true;
}

const LAST = 10_000;
const day = dayIndexOf;
const ads = { from: day('2024-02-20'), to: LAST };

interface Campaign extends Omit<Touch, 'utm'> {
  source: string;
  medium: string;
  name: string;
}

/** The creatives of a campaign; loyalty and reach differ by creative. */
function campaign(
  base: Campaign,
  creatives: Record<string, [reach: number, loyalty: number, adGroup: string]>,
): Touch[] {
  const { source, medium, name, ...touch } = base;
  return Object.entries(creatives).map(([content, [reach, loyalty, term]]) => ({
    ...touch,
    utm: { source, medium, name, content, term },
    loyalty: touch.loyalty * loyalty,
    weights: touch.weights.map((weight) => weight * reach) as [number, number, number],
  }));
}

const always = { from: 0, to: LAST };

/** Index 0 is the plain direct visit, index 1 the invite. Order is part of the data's identity: append only. */
export const TOUCHES: readonly Touch[] = [
  { channel: 'organic', loyalty: 1.05, ...always, weights: [20, 34, 26] },
  {
    channel: 'referral',
    utm: { source: 'invite', medium: 'referral', name: 'friends' },
    loyalty: 1.3,
    ...always,
    weights: [4, 7, 9],
  },
  { channel: 'organic', referrer: 'https://www.baidu.com/', loyalty: 1.05, ...always, weights: [11, 0, 0] },
  { channel: 'organic', referrer: 'https://cn.bing.com/', loyalty: 1.1, ...always, weights: [6, 0, 0] },
  {
    channel: 'organic',
    referrer: 'https://www.google.com/',
    loyalty: 1.1,
    ...always,
    weights: [3, 0, 0],
    abroad: true,
  },
  {
    channel: 'press',
    utm: {
      source: '36kr',
      medium: 'press',
      name: 'launch-202310',
      content: 'founder-interview',
      term: 'interviews',
    },
    loyalty: 0.95,
    from: 0,
    to: day('2023-10-31'),
    weights: [30, 0, 24],
  },
  {
    channel: 'press',
    utm: {
      source: 'huxiu',
      medium: 'press',
      name: 'long-context-202403',
      content: 'hands-on',
      term: 'reviews',
    },
    loyalty: 0.9,
    from: day('2024-03-18'),
    to: LAST,
    weights: [9, 4, 6],
  },
  ...campaign(
    {
      channel: 'wechat',
      source: 'wechat',
      medium: 'social',
      name: 'official-account',
      loyalty: 1,
      ...always,
      weights: [5, 4, 20],
    },
    {
      'reading-papers': [1, 1.15, 'articles'],
      'meeting-notes': [0.7, 1, 'articles'],
      'group-share': [0.9, 0.9, 'articles'],
    },
  ),
  ...campaign(
    {
      channel: 'bilibili',
      source: 'bilibili',
      medium: 'video',
      name: 'creators-2023q4',
      loyalty: 1,
      from: day('2023-12-01'),
      to: day('2024-01-31'),
      weights: [8, 7, 2],
    },
    { 'exam-review': [1, 1.1, 'knowledge'], 'novel-in-one-go': [0.6, 0.85, 'fiction'] },
  ),
  ...campaign(
    {
      channel: 'bilibili',
      source: 'bilibili',
      medium: 'video',
      name: 'creators-2024q1',
      loyalty: 0.95,
      from: day('2024-02-01'),
      to: LAST,
      weights: [11, 10, 3],
    },
    {
      'thesis-season': [1, 1.15, 'knowledge'],
      'stock-report': [0.7, 1, 'knowledge'],
      'novel-in-one-go': [0.5, 0.8, 'fiction'],
    },
  ),
  ...campaign(
    {
      channel: 'douyin',
      source: 'douyin',
      medium: 'cpc',
      name: 'feed-install-202402',
      clickId: 'clickid',
      loyalty: 0.75,
      ...ads,
      weights: [3, 13, 3],
    },
    {
      'office-worker': [1, 1.1, 'workers-25-40'],
      student: [0.9, 0.95, 'students-18-24'],
      'comedy-skit': [0.8, 0.6, 'students-18-24'],
    },
  ),
  ...campaign(
    {
      channel: 'tencent',
      source: 'tencent',
      medium: 'cpc',
      name: 'moments-202402',
      clickId: 'gdt_vid',
      loyalty: 0.8,
      ...ads,
      weights: [1, 5, 10],
    },
    { 'read-20-papers': [1, 1.1, 'readers-25-45'], 'red-packet': [0.9, 0.65, 'wide-reach'] },
  ),
  ...campaign(
    {
      channel: 'baidu',
      source: 'baidu',
      medium: 'cpc',
      name: 'search-brand-202402',
      clickId: 'bd_vid',
      loyalty: 1,
      ...ads,
      weights: [8, 2, 0],
    },
    { 'brand-words': [1, 1.1, 'brand'], 'rival-words': [0.6, 0.85, 'rivals'] },
  ),
  ...campaign(
    {
      channel: 'google',
      source: 'google',
      medium: 'cpc',
      name: 'search-overseas',
      clickId: 'gclid',
      loyalty: 0.9,
      from: day('2024-01-10'),
      to: LAST,
      weights: [2, 1, 0],
      abroad: true,
    },
    { 'long-document': [1, 1.05, 'long-documents'], translate: [0.6, 0.9, 'translation'] },
  ),
  ...campaign(
    {
      channel: 'douyin',
      source: 'douyin',
      medium: 'cpc',
      name: 'long-context-202403',
      clickId: 'clickid',
      loyalty: 0.85,
      from: day('2024-03-18'),
      to: LAST,
      weights: [3, 8, 2],
    },
    { 'two-million-characters': [1, 1.15, 'heavy-users'], 'whole-novel': [0.7, 0.9, 'heavy-users'] },
  ),
];

export const DIRECT = 0;
export const INVITE = 1;
